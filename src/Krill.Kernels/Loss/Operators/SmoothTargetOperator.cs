using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Label smoothing: t · (1 - smoothing) + smoothing / classes.</summary>
internal readonly struct SmoothTargetOperator(float smoothing, int classes) : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V target)
        where V : struct
        where S : struct, ISimd<V> =>
        S.MultiplyAdd(target, S.Broadcast(1 - smoothing), S.Broadcast(smoothing / classes));
}
