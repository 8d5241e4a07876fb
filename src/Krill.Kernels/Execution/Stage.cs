namespace Krill.Kernels;

/// <summary>
/// A part of a step that runs without waiting: tasks in any order, on any thread. Between two stages every thread's work
/// is complete.
/// </summary>
internal abstract unsafe class Stage
{
    // The number of the step in the high half, the next free task in the low half: a thread that comes late from an
    // earlier step finds another number and takes nothing.
    long _next;
    int _done;

    public abstract int Tasks { get; }

    /// <summary>Floats of a thread's local memory that the stage's local storages take.</summary>
    public virtual long LocalLength => 0;

    public abstract long ScratchLength { get; }

    protected abstract void Run(int task, float* local, float* scratch);

    internal void Reset(uint step)
    {
        _done = 0;
        Volatile.Write(ref _next, (long)step << 32);
    }

    internal bool IsDone(uint step) => Volatile.Read(ref _done) >= Tasks || (uint)(Volatile.Read(ref _next) >> 32) != step;

    /// <summary>Runs tasks until none is left to take. A task that throws counts as done; the first error is kept.</summary>
    internal void RunTasks(uint step, float* local, float* scratch, ref Exception? error)
    {
        int tasks = Tasks;
        while (true)
        {
            long next = Volatile.Read(ref _next);
            if ((uint)(next >> 32) != step || (int)next >= tasks)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _next, next + 1, next) != next)
            {
                continue;
            }

            try
            {
                Run((int)next, local, scratch);
            }
#pragma warning disable CA1031 // a thread of the pool must not die; the caller of the step gets the error
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref error, exception, null);
            }
#pragma warning restore CA1031

            Interlocked.Increment(ref _done);
        }
    }
}

/// <summary>A chain of batch kernels: each task takes one lane of the batch through all of them, chunk by chunk.</summary>
internal sealed unsafe class BatchStage : Stage
{
    readonly BatchKernel[] _kernels;
    readonly BatchSplit _split;

    public BatchStage(BatchSplit split, long localLength, IEnumerable<BatchKernel> kernels)
    {
        _split = split;
        _kernels = [.. kernels];
        LocalLength = localLength;
        ScratchLength = _kernels.Max(kernel => kernel.ScratchLength(split.Chunk));
        foreach (BatchKernel kernel in _kernels)
        {
            kernel.Prepare(split);
        }
    }

    public override int Tasks => _split.Lanes;

    public override long LocalLength { get; }

    public override long ScratchLength { get; }

    protected override void Run(int task, float* local, float* scratch)
    {
        int start = _split.LaneStart(task), end = _split.LaneStart(task + 1);
        for (int first = start; first < end; first += _split.Chunk)
        {
            var work = new Work
            {
                First = first,
                Count = Math.Min(_split.Chunk, end - first),
                Lane = task,
                StartsLane = first == start,
                Local = local,
                Scratch = scratch,
            };
            foreach (BatchKernel kernel in _kernels)
            {
                kernel.Run(work);
            }
        }
    }
}

/// <summary>Task kernels that do not depend on each other, side by side.</summary>
internal sealed unsafe class TaskStage : Stage
{
    readonly TaskKernel[] _kernels;

    public TaskStage(IEnumerable<TaskKernel> kernels)
    {
        _kernels = [.. kernels];
        Tasks = _kernels.Sum(kernel => kernel.Tasks);
        ScratchLength = _kernels.Max(kernel => kernel.ScratchLength);
    }

    public override int Tasks { get; }

    public override long ScratchLength { get; }

    protected override void Run(int task, float* local, float* scratch)
    {
        foreach (TaskKernel kernel in _kernels)
        {
            if (task < kernel.Tasks)
            {
                kernel.Run(task, scratch);
                return;
            }

            task -= kernel.Tasks;
        }
    }
}
