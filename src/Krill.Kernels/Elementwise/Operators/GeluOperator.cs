using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>x · Φ(x); gradient: dy · (Φ(x) + x · φ(x)), φ the density of the normal distribution.</summary>
internal readonly struct GeluOperator : IUnaryOperator, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(x, SimdMath.NormalDistribution<V, S>(x, out _));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V input, V outputGradient)
        where V : struct
        where S : struct, ISimd<V>
    {
        V distribution = SimdMath.NormalDistribution<V, S>(input, out V exponential);
        V density = S.Multiply(exponential, S.Broadcast(0.398942280f)); // 1 / √(2π)
        return S.Multiply(outputGradient, S.MultiplyAdd(input, density, distribution));
    }
}
