namespace Krill.Kernels;

/// <summary>
/// A part of a step that runs without waiting: tasks in any order, on any thread. Between two stages every thread's work
/// is complete.
/// </summary>
/// <remarks>
/// A stage holds a chain of batch kernels, whose tasks are the lanes of the batch: each lane goes through the whole chain,
/// chunk by chunk; and beside it task kernels that depend on nothing in the stage.
/// </remarks>
internal sealed unsafe class Stage
{
    readonly BatchKernel[] _chain;
    readonly TaskKernel[] _others;
    readonly BatchSplit _split;
    readonly int _lanes;
    readonly int _index;

    // The number of the step in the high half, the next free task in the low half: a thread that comes late from an
    // earlier step finds another number and takes nothing.
    long _next;
    int _done;

    public Stage(BatchSplit split, long localLength, IEnumerable<BatchKernel> chain, IEnumerable<TaskKernel> others, int index = 0)
    {
        _index = index;
        _split = split;
        _chain = [.. chain];
        _others = [.. others];
        _lanes = _chain.Length == 0 ? 0 : split.Lanes;
        LocalLength = localLength;
        Tasks = _lanes + _others.Sum(kernel => kernel.Tasks);
        ScratchLength = Math.Max(
            _chain.Select(kernel => kernel.ScratchLength(split.Chunk)).DefaultIfEmpty().Max(),
            _others.Select(kernel => kernel.ScratchLength).DefaultIfEmpty().Max());
        foreach (BatchKernel kernel in _chain)
        {
            kernel.Prepare(split);
        }
    }

    public int Tasks { get; }

    /// <summary>Floats of a thread's local memory that the stage's local storages take.</summary>
    public long LocalLength { get; }

    /// <summary>Floats of scratch memory that its hungriest kernel needs.</summary>
    public long ScratchLength { get; }

    internal void Reset(uint step)
    {
        _done = 0;
        Volatile.Write(ref _next, (long)step << 32);
    }

    internal bool IsDone(uint step) => Volatile.Read(ref _done) >= Tasks || (uint)(Volatile.Read(ref _next) >> 32) != step;

    /// <summary>
    /// Runs tasks until none is left to take. A task that throws counts as done; the first error is kept. Behind a stage with an error tasks are taken but not run.
    /// </summary>
    internal void RunTasks(uint step, float* local, float* scratch, ref StageError? error)
    {
        // An error of a stage before is there for every thread, as each of its tasks was complete; one of this stage stops no thread in the middle of it.
        bool isSkipped = Volatile.Read(ref error) is { } earlier && earlier.Stage != this;
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
                if (!isSkipped)
                {
                    Run((int)next, local, scratch);
                }
            }
#pragma warning disable CA1031 // a thread of the pool must not die; the caller of the step gets the error
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref error, new StageError(this, exception), null);
            }
#pragma warning restore CA1031

            Interlocked.Increment(ref _done);
        }
    }

    void Run(int task, float* local, float* scratch)
    {
        if (task < _lanes)
        {
            RunLane(task, local, scratch);
            return;
        }

        task -= _lanes;
        foreach (TaskKernel kernel in _others)
        {
            if (task < kernel.Tasks)
            {
                kernel.Run(task, scratch);
                return;
            }

            task -= kernel.Tasks;
        }
    }

    void RunLane(int lane, float* local, float* scratch)
    {
        int start = _split.LaneStart(lane), end = _split.LaneStart(lane + 1);
        for (int first = start; first < end; first += _split.Chunk)
        {
            var work = new Work
            {
                First = first,
                Count = Math.Min(_split.Chunk, end - first),
                Lane = lane,
                Stage = _index,
                StartsLane = first == start,
                Local = local,
                Scratch = scratch,
            };
            foreach (BatchKernel kernel in _chain)
            {
                kernel.Run(work);
            }
        }
    }
}
