using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Krill.Kernels;

namespace Krill.Data;

/// <summary>
/// Makes the batches of an epoch: shuffles, gathers, converts to floats, augments. It does so on threads of its own, a few ahead of the consumer, unless steps read the
/// images themselves.
/// </summary>
/// <remarks>
/// Batch b of an epoch holds the images b · size and on of that epoch's order, and goes through slot b mod depth of a ring;
/// so the sequence is the same for any number of threads, and nothing is allocated once the slots exist. One thread
/// consumes.
/// </remarks>
internal sealed class Loader : IDisposable
{
    // Orders draw from a stream of their own for each epoch.
    const ulong Stream = 0x4F524445520000; // "ORDER", room for the epoch in the low bits

    readonly LoaderOptions _options;
    readonly object _gate = new();
    readonly Batch[] _ring;
    readonly int[] _order;
    readonly Thread[] _threads;

    // Guarded by _gate.
    int _nextToFill;
    int _nextToTake;
    int _filling;
    bool _ordered;
    bool _ordering;
    ExceptionDispatchInfo? _error;

    // Written under _gate, read without it by a producer in the middle of a batch.
    bool _cancelled;
    bool _stopped;

    public Loader(ImageSet set, LoaderOptions options)
    {
        Check(set, options);
        _options = options;
        _order = [.. Enumerable.Range(0, set.Count)];
        Batches = options.DropRemainder ? set.Count / options.BatchSize : (set.Count + options.BatchSize - 1) / options.BatchSize;
        _nextToFill = _nextToTake = Batches; // nothing to do before the first epoch
        bool holdsPixels = !options.LeavesReading || options.Augmentation.Count > 0;
        _ring = new Batch[options.Depth];
        for (int i = 0; i < _ring.Length; i++)
        {
            _ring[i] = new Batch(this, set, options.BatchSize, holdsPixels);
        }

        _threads = new Thread[holdsPixels ? options.Threads : 0];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Produce) { IsBackground = true, Name = $"krill loader {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>Batches an epoch.</summary>
    public int Batches { get; }

    /// <summary>The epoch that is being read, as <see cref="StartEpoch"/> was told.</summary>
    public int Epoch { get; private set; }

    /// <summary>Begins an epoch from its first batch, also in the middle of another.</summary>
    /// <exception cref="InvalidOperationException">A batch is not released.</exception>
    public void StartEpoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            foreach (Batch batch in _ring)
            {
                if (batch.State == BatchState.Taken)
                {
                    throw new InvalidOperationException(
                        "Loader.StartEpoch: received a new epoch while a batch is in use; expected all released. Call Batch.Release after each step.");
                }
            }

            _cancelled = true;
            _nextToFill = Batches;
            while (_filling > 0 || _ordering)
            {
                Monitor.Wait(_gate);
            }

            foreach (Batch batch in _ring)
            {
                batch.State = BatchState.Free;
            }

            Epoch = epoch;
            _ordered = !_options.Shuffle;
            _cancelled = false;
            _error = null;
            _nextToFill = 0;
            _nextToTake = 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the next batch of the epoch, or says that there is none left. Release it before long.</summary>
    /// <exception cref="InvalidOperationException">As many batches as the ring holds are not released.</exception>
    public bool TryNext([NotNullWhen(true)] out Batch? batch)
    {
        if (_threads.Length == 0 && TryClaim(waits: false, out int number))
        {
            Make(number);
        }

        lock (_gate)
        {
            batch = null;
            if (_nextToTake >= Batches)
            {
                ObjectDisposedException.ThrowIf(_stopped, this);
                return false;
            }

            Batch next = _ring[_nextToTake % _ring.Length];
            while (true)
            {
                ObjectDisposedException.ThrowIf(_stopped, this);
                if (next.State == BatchState.Ready)
                {
                    break;
                }

                _error?.Throw();
                if (next.State == BatchState.Taken)
                {
                    throw new InvalidOperationException(
                        $"Loader.TryNext: received a call with {_ring.Length} batches in use; expected fewer than the depth of the loader. "
                        + "Call Batch.Release after each step.");
                }

                Monitor.Wait(_gate);
            }

            next.State = BatchState.Taken;
            _nextToTake++;
            batch = next;
            return true;
        }
    }

    /// <summary>Stops the threads and waits for them; at most as long as one image takes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _cancelled = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    internal void Release(Batch batch)
    {
        lock (_gate)
        {
            if (batch.State == BatchState.Taken)
            {
                batch.State = BatchState.Free;
                Monitor.PulseAll(_gate);
            }
        }
    }

    void Produce()
    {
        using DenormalFlush flush = DenormalFlush.Begin();
        while (TryClaim(waits: true, out int number))
        {
            Make(number);
        }
    }

    void Make(int number)
    {
        ExceptionDispatchInfo? error = null;
        Batch batch = _ring[number % _ring.Length];
        try
        {
            int first = number * _options.BatchSize;
            int count = Math.Min(_options.BatchSize, _order.Length - first);
            batch.Fill(_order.AsSpan(first, count), _options, (Epoch, number), ref _cancelled);
        }
#pragma warning disable CA1031 // whatever it is, it belongs to the consumer, and a thread of ours must not end the process
        catch (Exception exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
        }
#pragma warning restore CA1031

        lock (_gate)
        {
            _filling--;
            batch.State = _cancelled || error is not null ? BatchState.Free : BatchState.Ready;
            if (error is not null)
            {
                _error ??= error;
                _nextToFill = Batches;
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Marks the slot of the next batch to fill, if need be waiting until there is one; false once the loader is disposed.</summary>
    bool TryClaim(bool waits, out int number)
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (_nextToFill < Batches && !_ordered && !_ordering)
                {
                    Order();
                }
                else if (_nextToFill < Batches && _ordered && _ring[_nextToFill % _ring.Length].State == BatchState.Free)
                {
                    number = _nextToFill++;
                    _ring[number % _ring.Length].State = BatchState.Filling;
                    _filling++;
                    return true;
                }
                else if (waits)
                {
                    Monitor.Wait(_gate);
                }
                else
                {
                    break;
                }
            }
        }

        number = -1;
        return false;
    }

    /// <summary>Puts the images into the epoch's order, outside the lock, so that the consumer is not held up.</summary>
    void Order()
    {
        _ordering = true;
        ulong key = CounterRandom.Key(_options.Seed, Stream + (ulong)Epoch);
        Monitor.Exit(_gate);
        try
        {
            CounterRandom.Permutation(key, _order);
        }
        finally
        {
            Monitor.Enter(_gate);
            _ordering = false;
            _ordered = true;
            Monitor.PulseAll(_gate);
        }
    }

    static void Check(ImageSet set, LoaderOptions options)
    {
        if (options.BatchSize < 1 || options.BatchSize > set.Count)
        {
            throw new ArgumentException(
                $"batch size: received {options.BatchSize}; expected 1 to {set.Count}, the images of the set. "
                + (options.BatchSize < 1 ? "Give a positive batch size." : "Give a smaller batch size or more images."));
        }

        if (options.Threads < 1)
        {
            throw new ArgumentException($"loader threads: received {options.Threads}; expected at least 1.");
        }

        if (options.Depth < 2)
        {
            throw new ArgumentException($"loader depth: received {options.Depth}; expected at least 2, one batch in use and one in the making.");
        }

        BatchMemoryException.Require(options.BatchSize, (long)options.BatchSize * Math.Max(set.Shape.Length, set.Classes));
        foreach (Augmentation augmentation in options.Augmentation)
        {
            augmentation.RequireFitting(set.Shape);
        }
    }
}
