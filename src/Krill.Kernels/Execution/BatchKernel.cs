namespace Krill.Kernels;

/// <summary>
/// A kernel that treats every image by itself (up to sums per lane): it can be run on any chunk of images, and a chain of
/// such kernels can be run on one chunk after the other, while the chunk is in the cache.
/// </summary>
internal abstract class BatchKernel
{
    /// <summary>Floats of scratch memory that a call needs for a chunk of <paramref name="images"/>.</summary>
    public virtual long ScratchLength(int images) => 0;

    /// <summary>Called once when the plan is made, with the split of the batch: the place to size sums per lane.</summary>
    public virtual void Prepare(BatchSplit split)
    {
    }

    public abstract void Run(in Work work);
}

/// <summary>A kernel with tasks of its own that must see the whole batch, or no batch at all (weights, statistics).</summary>
internal abstract unsafe class TaskKernel
{
    /// <summary>How many independent tasks there are; a function of shapes alone.</summary>
    public abstract int Tasks { get; }

    /// <summary>Floats of scratch memory that a task needs.</summary>
    public virtual long ScratchLength => 0;

    public abstract void Run(int task, float* scratch);
}

/// <summary>How a batch is split: into lanes, each a run of images, and each lane into chunks that fit the cache.</summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="Lanes">Runs of images, each worked through by one thread.</param>
/// <param name="Chunk">Images that go through a stage at a time.</param>
internal readonly record struct BatchSplit(int Images, int Lanes, int Chunk)
{
    /// <summary>The first image of a lane; lanes differ by at most one image.</summary>
    public int LaneStart(int lane) => (int)((long)Images * lane / Lanes);
}
