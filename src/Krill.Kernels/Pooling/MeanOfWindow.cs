using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The mean. Divided, not multiplied by a reciprocal, so that the mean of equal elements is that element.</summary>
internal readonly struct MeanOfWindow : IPoolOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> => S.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish<V, S>(V combined, V count)
        where V : struct
        where S : struct, ISimd<V> => S.Divide(combined, count);
}
