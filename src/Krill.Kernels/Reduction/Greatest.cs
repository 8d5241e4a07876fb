using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The greatest of two.</summary>
internal readonly struct Greatest : IExtremum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V> => S.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V, S>(V a)
        where V : struct
        where S : struct, ISimd<V> => S.Maximum(a);
}
