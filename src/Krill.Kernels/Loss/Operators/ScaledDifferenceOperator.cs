using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>factor · (a - b).</summary>
internal readonly struct ScaledDifferenceOperator(float factor) : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(S.Broadcast(factor), S.Subtract(a, b));
}
