using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>v = μ v - η g; w += μ v - η g, after the weights' decay.</summary>
internal readonly struct NesterovOperator(SgdStep step) : IUpdateOperator
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V velocity, ref V unused0, ref V unused1)
        where V : struct
        where S : struct, ISimd<V>
    {
        new WeightDecay(step).Apply<V, S>(ref gradient, ref weight);
        V mu = S.Broadcast(step.Momentum), move = S.Multiply(gradient, S.Broadcast(-step.LearningRate));
        velocity = S.MultiplyAdd(velocity, mu, move);
        weight = S.Add(weight, S.MultiplyAdd(velocity, mu, move));
    }
}
