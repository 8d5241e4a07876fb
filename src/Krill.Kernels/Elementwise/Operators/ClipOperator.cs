using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>x clipped to [minimum, maximum], NaN for NaN; gradient: dy where minimum ≤ x ≤ maximum, else 0.</summary>
internal readonly struct ClipOperator(float minimum, float maximum) : IUnaryOperator, IBinaryOperator
{
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        S.LimitAbove(S.Broadcast(maximum), S.LimitBelow(S.Broadcast(minimum), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V input, V outputGradient)
        where V : struct
        where S : struct, ISimd<V>
    {
        V inside = S.And(S.GreaterOrEqual(input, S.Broadcast(minimum)), S.GreaterOrEqual(S.Broadcast(maximum), input));
        return S.Select(inside, outputGradient, S.Zero);
    }
}
