using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>x where x &gt; 0, else slope · x; gradient: dy or slope · dy, by the sign of y.</summary>
internal readonly struct LeakyReluOperator(float slope) : IUnaryOperator, IBinaryOperator
{
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Select(S.Greater(x, S.Zero), x, S.Multiply(S.Broadcast(slope), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V output, V outputGradient)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Select(S.Greater(output, S.Zero), outputGradient, S.Multiply(S.Broadcast(slope), outputGradient));
}
