using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Exponential moving averages.</summary>
internal static class Moving
{
    /// <summary>decay · average + (1 - decay) · value, as average + (value - average) · (1 - decay): 1 - decay is exact, and a constant value stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Average<V, S>(V average, V value, float decay)
        where V : struct
        where S : struct, ISimd<V> =>
        S.MultiplyAdd(S.Subtract(value, average), S.Broadcast(1 - decay), average);
}
