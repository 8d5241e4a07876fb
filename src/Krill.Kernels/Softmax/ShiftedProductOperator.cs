using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a · (b - shift).</summary>
internal readonly struct ShiftedProductOperator(float shift) : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(a, S.Subtract(b, S.Broadcast(shift)));
}
