using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>v = μ v - η g; w += v, after the weights' decay.</summary>
internal readonly struct MomentumOperator(SgdStep step) : IUpdateOperator
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V velocity, ref V unused0, ref V unused1)
        where V : struct
        where S : struct, ISimd<V>
    {
        new WeightDecay(step).Apply<V, S>(ref gradient, ref weight);
        velocity = S.MultiplyAdd(gradient, S.Broadcast(-step.LearningRate), S.Multiply(velocity, S.Broadcast(step.Momentum)));
        weight = S.Add(weight, velocity);
    }
}
