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

    /// <summary>
    /// Whether running it again takes less than keeping what it writes: a few instructions an element, the same bits each time from the same operands; false by
    /// default.
    /// </summary>
    public virtual bool IsCheap => false;

    /// <summary>
    /// Floats of a piece of an image that the kernel could treat as an image of its own, any piece by itself and in any number, or a multiple of them;
    /// 0 where it needs images whole.
    /// </summary>
    public virtual int PieceUnit => 0;

    /// <summary>The same kernel on images that are cut into pieces (<see cref="Storage.InPieces"/>), where there is a <see cref="PieceUnit"/>.</summary>
    /// <param name="pieces">Pieces of an image.</param>
    public virtual BatchKernel InPieces(int pieces) => throw new NotSupportedException();
}
