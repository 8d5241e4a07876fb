using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>w -= η g, after the weights' decay.</summary>
internal readonly struct SgdOperator(SgdStep step) : IUpdateOperator
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V unused0, ref V unused1, ref V unused2)
        where V : struct
        where S : struct, ISimd<V>
    {
        new WeightDecay(step).Apply<V, S>(ref gradient, ref weight);
        weight = S.MultiplyAdd(gradient, S.Broadcast(-step.LearningRate), weight);
    }
}
