namespace Krill.Kernels;

/// <summary>Does nothing but a known number of operations, at the speed that the processor has for them.</summary>
internal abstract class PeakKernel : TaskKernel
{
    /// <summary>Multiplications and additions of all tasks.</summary>
    public abstract double Operations { get; }
}
