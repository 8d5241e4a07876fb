using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a: for the sum of one row.</summary>
internal readonly struct LeftOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> => a;
}
