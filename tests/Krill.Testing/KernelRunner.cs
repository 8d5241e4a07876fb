using Krill.Kernels;

namespace Krill.Testing;

/// <summary>Runs single kernels as a plan would, with a guarded scratch memory of exactly the length that they ask for.</summary>
internal static unsafe class KernelRunner
{
    /// <summary>All images in one chunk.</summary>
    public static void Run(BatchKernel kernel, int images) => Run(kernel, new BatchSplit(images, Lanes: 1, Chunk: images));

    /// <summary>Lane by lane and chunk by chunk, in order, on this thread.</summary>
    public static void Run(BatchKernel kernel, BatchSplit split)
    {
        kernel.Prepare(split);
        using GuardedMemory scratch = Scratch(kernel.ScratchLength(split.Chunk));
        for (int lane = 0; lane < split.Lanes; lane++)
        {
            int start = split.LaneStart(lane), end = split.LaneStart(lane + 1);
            for (int first = start; first < end; first += split.Chunk)
            {
                scratch.Span.Fill(float.NaN);
                kernel.Run(new Work
                {
                    First = first,
                    Count = Math.Min(split.Chunk, end - first),
                    Lane = lane,
                    StartsLane = first == start,
                    Local = null,
                    Scratch = scratch.Pointer,
                });
            }
        }

        scratch.CheckCanaries();
    }

    /// <summary>All tasks, last first: their order must not matter.</summary>
    public static void Run(TaskKernel kernel)
    {
        using GuardedMemory scratch = Scratch(kernel.ScratchLength);
        for (int task = kernel.Tasks - 1; task >= 0; task--)
        {
            scratch.Span.Fill(float.NaN);
            kernel.Run(task, scratch.Pointer);
        }

        scratch.CheckCanaries();
    }

    /// <summary>As a stage on a pool of threads.</summary>
    public static void RunOnPool(BatchKernel kernel, BatchSplit split, int threads) => RunOnPool(new Stage(split, 0, [kernel], []), threads);

    /// <summary>As a stage on a pool of threads.</summary>
    public static void RunOnPool(TaskKernel kernel, int threads) => RunOnPool(new Stage(default, 0, [], [kernel]), threads);

    /// <summary>Splits of a batch that differ in all that must not matter to a kernel without sums over images.</summary>
    public static IEnumerable<BatchSplit> Splits(int images) =>
    [
        new(images, Lanes: 1, Chunk: images),
        new(images, Lanes: 1, Chunk: 1),
        new(images, Lanes: Math.Min(3, images), Chunk: 2),
        new(images, Lanes: images, Chunk: 1),
    ];

    static void RunOnPool(Stage stage, int threads)
    {
        using var pool = new WorkerPool(threads);
        Stage[] program = [stage];
        pool.Reserve(program);
        pool.Run(program);
    }

    static GuardedMemory Scratch(long length) => new(checked((int)length));
}
