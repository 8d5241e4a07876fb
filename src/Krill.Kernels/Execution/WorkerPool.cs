using System.Runtime.ExceptionServices;

namespace Krill.Kernels;

/// <summary>
/// The threads that run a step. All of them, the caller among them, walk the same list of stages and take tasks from the
/// stage at hand until it is complete, so that nobody hands out work and a thread that the system has put aside holds up
/// only the task that it was in.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    // Rounds that a thread waits busily for the next step before it sleeps. A round is some 40 ns, so this is of the order
    // of the host's work between two steps; waking a sleeper costs about as much.
    const int RoundsBeforeSleep = 2000;

    readonly Thread[] _threads;
    readonly Memory[] _memories;
    readonly object _gate = new();
    Stage[] _program = [];
    StageError? _error;
    uint _step;
    int _sleeping;
    volatile bool _stopped;

    /// <param name="threads">Threads that work, the caller's included; at least 1.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _memories = new Memory[threads];
        for (int i = 0; i < threads; i++)
        {
            _memories[i] = new Memory();
        }

        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Loop(worker)) { IsBackground = true, Name = $"krill worker {worker}" };
            _threads[i].Start();
        }
    }

    public int Threads { get; }

    /// <summary>Makes sure that every thread has the memory that the stages need, so that running them allocates nothing.</summary>
    public void Reserve(IReadOnlyList<Stage> program)
    {
        long local = program.Count == 0 ? 0 : program.Max(stage => stage.LocalLength);
        long scratch = program.Count == 0 ? 0 : program.Max(stage => stage.ScratchLength);
        foreach (Memory memory in _memories)
        {
            memory.Reserve(local, scratch);
        }
    }

    /// <summary>Runs the stages in order, each complete before the next; those behind one with an error are left out. Rethrows the first error of a task.</summary>
    public void Run(Stage[] program)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        uint step = _step + 1;
        foreach (Stage stage in program)
        {
            stage.Reset(step);
        }

        _error = null;
        _program = program;
        Volatile.Write(ref _step, step);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeping) > 0)
        {
            Wake();
        }

        using (DenormalFlush.Begin())
        {
            Walk(program, step, _memories[0]);
        }

        GC.KeepAlive(program);
        if (_error is not null)
        {
            ExceptionDispatchInfo.Throw(_error.Exception);
        }
    }

    /// <summary>Overwrites the threads' memories, between runs: for tests, as no run may need what another left.</summary>
    public void Overwrite(float value) => Fill(memory => memory.Fill(value));

    /// <summary>Fills the threads' memories, between runs.</summary>
    public void Fill(Action<Span<float>> fill)
    {
        foreach (Memory memory in _memories)
        {
            memory.Fill(fill);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        Wake();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    void Walk(Stage[] program, uint step, Memory memory)
    {
        foreach (Stage stage in program)
        {
            stage.RunTasks(step, memory.Local, memory.Scratch, ref _error);
            var wait = new Waiter();
            while (!stage.IsDone(step))
            {
                wait.Once();
            }
        }
    }

    void Loop(int worker)
    {
        using DenormalFlush flush = DenormalFlush.Begin();
        uint seen = 0;
        while (true)
        {
            uint step = WaitForStep(seen);
            if (_stopped)
            {
                return;
            }

            seen = step;
            Walk(_program, step, _memories[worker]);
        }
    }

    uint WaitForStep(uint seen)
    {
        var wait = new Waiter();
        for (int round = 0; round < RoundsBeforeSleep; round++)
        {
            if (Volatile.Read(ref _step) != seen || _stopped)
            {
                return Volatile.Read(ref _step);
            }

            wait.Once();
        }

        // Either this sees the new step in the loop, or the caller sees this in _sleeping: both are full fences.
        Interlocked.Increment(ref _sleeping);
        lock (_gate)
        {
            while (Volatile.Read(ref _step) == seen && !_stopped)
            {
                Monitor.Wait(_gate);
            }
        }

        Interlocked.Decrement(ref _sleeping);
        return Volatile.Read(ref _step);
    }

    /// <summary>Waits busily, and now and then lets another thread of this machine run.</summary>
    struct Waiter
    {
        int _rounds;

        public void Once()
        {
            if ((++_rounds & 63) == 0)
            {
                Thread.Yield();
            }
            else
            {
                Thread.SpinWait(4);
            }
        }
    }

    /// <summary>The memory of one thread.</summary>
    sealed class Memory
    {
        PinnedMemory _local = new(0);
        PinnedMemory _scratch = new(0);

        public float* Local => _local.Pointer;

        public float* Scratch => _scratch.Pointer;

        public void Fill(Action<Span<float>> fill)
        {
            fill(_local.Span);
            fill(_scratch.Span);
        }

        public void Reserve(long local, long scratch)
        {
            if (_local.Length < local)
            {
                _local = new PinnedMemory(local);
            }

            if (_scratch.Length < scratch)
            {
                _scratch = new PinnedMemory(scratch);
            }
        }
    }
}
