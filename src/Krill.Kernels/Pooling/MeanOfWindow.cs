using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The mean. A division for each output, where this multiplies by a reciprocal, took as long as all the rest of 2 × 2 pooling.</summary>
internal readonly struct MeanOfWindow : IPoolOperator
{
    public static float Neutral => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> => S.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish<V, S>(V combined, V perElement)
        where V : struct
        where S : struct, ISimd<V> => S.Multiply(combined, perElement);
}
