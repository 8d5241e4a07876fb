using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>scale · x where the number is at least rate, else 0 (even of NaN).</summary>
internal readonly struct DropoutOperator(float rate, float scale) : INoiseOperator
{
    public static RandomPurpose Purpose => RandomPurpose.Dropout;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw<V, S>(ref V a, ref V b, ref V c, ref V d)
        where V : struct
        where S : struct, ISimd<V>
    {
        a = RandomNumbers.Uniform<V, S>(a);
        b = RandomNumbers.Uniform<V, S>(b);
        c = RandomNumbers.Uniform<V, S>(c);
        d = RandomNumbers.Uniform<V, S>(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x, V random)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Select(S.GreaterOrEqual(random, S.Broadcast(rate)), S.Multiply(x, S.Broadcast(scale)), S.Zero);
}
