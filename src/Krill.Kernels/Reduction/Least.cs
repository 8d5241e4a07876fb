using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The least of two.</summary>
internal readonly struct Least : IExtremum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> => S.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V, S>(V a)
        where V : struct
        where S : struct, ISimd<V> => S.Minimum(a);
}
