using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>x · s, s = sigmoid(x); gradient: dy · s · (1 + x · (1 - s)).</summary>
internal readonly struct SwishOperator : IUnaryOperator, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(x, SimdMath.Sigmoid<V, S>(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V input, V outputGradient)
        where V : struct
        where S : struct, ISimd<V>
    {
        V one = S.Broadcast(1);
        V s = SimdMath.Sigmoid<V, S>(input);
        V slope = S.Multiply(s, S.MultiplyAdd(input, S.Subtract(one, s), one));
        return S.Multiply(outputGradient, slope);
    }
}
