using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>tanh(x); gradient: dy · (1 - y) · (1 + y), which keeps its precision where y² is near 1.</summary>
internal readonly struct TanhOperator : IUnaryOperator, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        SimdMath.Tanh<V, S>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V output, V outputGradient)
        where V : struct
        where S : struct, ISimd<V>
    {
        V one = S.Broadcast(1);
        return S.Multiply(outputGradient, S.Multiply(S.Subtract(one, output), S.Add(one, output)));
    }
}
