using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>factor · x.</summary>
internal readonly struct ScaleOperator(float factor) : IUnaryOperator
{
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(S.Broadcast(factor), x);
}
