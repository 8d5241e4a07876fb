using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a - b.</summary>
internal readonly struct SubtractOperator : IBinaryOperator
{
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Subtract(a, b);
}
