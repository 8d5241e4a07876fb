using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Weights that shrink: by themselves, or through their gradient.</summary>
internal readonly struct WeightDecay(SgdStep step)
{
    /// <summary>w -= decay · w; g += λ w, with w as it was. Without either, both keep their bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, S>(ref V gradient, ref V weight)
        where V : struct
        where S : struct, ISimd<V>
    {
        if (step.GradientDecay != 0)
        {
            gradient = S.MultiplyAdd(weight, S.Broadcast(step.GradientDecay), gradient);
        }

        if (step.Decay != 0)
        {
            weight = S.MultiplyAdd(weight, S.Broadcast(-step.Decay), weight);
        }
    }
}
