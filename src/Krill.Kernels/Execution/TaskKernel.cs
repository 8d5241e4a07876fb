namespace Krill.Kernels;

/// <summary>A kernel with tasks of its own that must see the whole batch, or no batch at all (weights, statistics).</summary>
internal abstract unsafe class TaskKernel
{
    /// <summary>How many independent tasks there are; a function of shapes alone.</summary>
    public abstract int Tasks { get; }

    /// <summary>Floats of scratch memory that a task needs.</summary>
    public virtual long ScratchLength => 0;

    public abstract void Run(int task, float* scratch);
}
