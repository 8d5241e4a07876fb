using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>1 / (1 + e⁻ˣ); gradient: dy · y · (1 - y).</summary>
internal readonly struct SigmoidOperator : IUnaryOperator, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        SimdMath.Sigmoid<V, S>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V output, V outputGradient)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(outputGradient, S.Multiply(output, S.Subtract(S.Broadcast(1), output)));
}
