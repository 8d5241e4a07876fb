namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>The kernels whose better one is the processor's float32 multiply-add peak: <paramref name="tasks"/> tasks of some tenths of a millisecond.</summary>
    public abstract IReadOnlyList<PeakKernel> MultiplyAddPeak(int tasks);

    /// <summary>The kernel that is the tile unit's bfloat16 peak. Only for a set that <see cref="HasTiles"/>.</summary>
    public static PeakKernel TilePeak(int tasks) => new TilePeak(tasks);
}

internal sealed partial class KernelFactory<V, S>
{
    public override IReadOnlyList<PeakKernel> MultiplyAddPeak(int tasks) => [new MultiplyAddPeak<V, S>(tasks, 12), new MultiplyAddPeak<V, S>(tasks, 24)];
}
