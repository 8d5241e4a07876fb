using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>v = μ v - η g; w += μ v - η g.</summary>
internal readonly struct NesterovOperator(float learningRate, float momentum) : IUpdateOperator
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V velocity, ref V unused0, ref V unused1)
        where V : struct
        where S : struct, ISimd<V>
    {
        V mu = S.Broadcast(momentum), step = S.Multiply(gradient, S.Broadcast(-learningRate));
        velocity = S.MultiplyAdd(velocity, mu, step);
        weight = S.Add(weight, S.MultiplyAdd(velocity, mu, step));
    }
}
