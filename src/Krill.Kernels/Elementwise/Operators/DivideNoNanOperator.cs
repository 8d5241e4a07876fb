using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a / b, and 0 where b is 0.</summary>
internal readonly struct DivideNoNanOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Select(S.Equal(b, S.Zero), S.Zero, S.Divide(a, b));
}
