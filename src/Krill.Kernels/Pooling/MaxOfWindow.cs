using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The greatest; NaN wins.</summary>
internal readonly struct MaxOfWindow : IPoolOperator
{
    public static float Neutral => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> => S.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish<V, S>(V combined, V perElement)
        where V : struct
        where S : struct, ISimd<V> => combined;
}
