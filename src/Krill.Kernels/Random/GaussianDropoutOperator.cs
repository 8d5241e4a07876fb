using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>x · (1 + deviation · number).</summary>
internal readonly struct GaussianDropoutOperator(float deviation) : INoiseOperator
{
    public static RandomPurpose Purpose => RandomPurpose.GaussianDropout;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw<V, S>(ref V a, ref V b, ref V c, ref V d)
        where V : struct
        where S : struct, ISimd<V>
    {
        RandomNumbers.Normal<V, S>(ref a, ref b);
        RandomNumbers.Normal<V, S>(ref c, ref d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x, V random)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(x, S.MultiplyAdd(random, S.Broadcast(deviation), S.Broadcast(1)));
}
