using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>max(x, 0), NaN for NaN; gradient: dy where y &gt; 0, else 0.</summary>
internal readonly struct ReluOperator : IUnaryOperator, IBinaryOperator
{
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        S.LimitBelow(S.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V output, V outputGradient)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Select(S.Greater(output, S.Zero), outputGradient, S.Zero);
}
