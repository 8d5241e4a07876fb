namespace Krill.Kernels;

/// <summary>What one call of a kernel is to work on: a chunk of images, on one thread.</summary>
internal readonly unsafe struct Work
{
    /// <summary>The first image of the chunk in the batch.</summary>
    public required int First { get; init; }

    /// <summary>Images in the chunk, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// Which of the stage's lanes the chunk belongs to. The lanes are a split of the batch by its size, never by the number
    /// of threads; the chunks of a lane run one after the other on one thread. What is summed over images is summed here
    /// per lane, and the lanes are added up in order afterwards.
    /// </summary>
    public required int Lane { get; init; }

    /// <summary>Whether this is the first chunk of its lane: sums start here.</summary>
    public required bool StartsLane { get; init; }

    /// <summary>The number of the stage: a tensor may lie elsewhere in each.</summary>
    public int Stage { get; init; }

    /// <summary>Images of the chunk that come before these: none, but where a chain takes a chunk piece by piece.</summary>
    public int Offset { get; init; }

    /// <summary>The thread's memory for local storages.</summary>
    public required float* Local { get; init; }

    /// <summary>The thread's scratch memory, at least <see cref="BatchKernel.ScratchLength"/> floats, contents undefined.</summary>
    public required float* Scratch { get; init; }
}
