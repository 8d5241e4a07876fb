namespace Krill.Kernels;

/// <summary>
/// A kernel that treats every image by itself (up to sums per lane): it can be run on any chunk of images, and a chain of
/// such kernels can be run on one chunk after the other, while the chunk is in the cache.
/// </summary>
internal abstract class BatchKernel
{
    /// <summary>Floats of scratch memory that a call needs for a chunk of <paramref name="images"/>.</summary>
    public virtual long ScratchLength(int images) => 0;

    /// <summary>How many images a chunk should have at least for the kernel to work well: it loads its weights once a chunk.</summary>
    public virtual int FewestImages => 1;

    /// <summary>Called once when the plan is made, with the split of the batch: the place to size sums per lane.</summary>
    public virtual void Prepare(BatchSplit split)
    {
    }

    public abstract void Run(in Work work);
}
