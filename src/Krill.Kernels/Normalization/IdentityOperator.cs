using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>x: where an activation could be, and none is.</summary>
internal readonly struct IdentityOperator : IUnaryOperator
{
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> => x;
}
