using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>v = μ v - η g; w += v.</summary>
internal readonly struct MomentumOperator(float learningRate, float momentum) : IUpdateOperator
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V velocity, ref V unused0, ref V unused1)
        where V : struct
        where S : struct, ISimd<V>
    {
        velocity = S.MultiplyAdd(gradient, S.Broadcast(-learningRate), S.Multiply(velocity, S.Broadcast(momentum)));
        weight = S.Add(weight, velocity);
    }
}
