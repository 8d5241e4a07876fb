using System.Runtime.ExceptionServices;

namespace Krill.Training;

/// <summary>Does pieces of work that do not depend on each other, several at a time.</summary>
internal static class Crew
{
    /// <summary>Does pieces 0 to count - 1, each begun in this order; the first error ends the others and is thrown.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="workers">How many at a time, the caller's thread included.</param>
    /// <param name="work">Does a piece; its token is cancelled where another piece has failed.</param>
    /// <param name="cancellation">Begins no more pieces, and reaches those that are being done.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(int count, int workers, Action<int, CancellationToken> work, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        int last = -1;
        ExceptionDispatchInfo? error = null;

        void Take()
        {
            while (!linked.IsCancellationRequested && Interlocked.Increment(ref last) is int piece && piece < count)
            {
                try
                {
                    work(piece, linked.Token);
                }
#pragma warning disable CA1031 // whatever it is, it is thrown to the caller once all have stopped
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref error, ExceptionDispatchInfo.Capture(exception), null);
                    linked.Cancel();
                }
#pragma warning restore CA1031
            }
        }

        Thread[] others = [.. Enumerable.Range(1, Math.Min(workers, count) - 1).Select(number => new Thread(Take) { IsBackground = true, Name = $"krill crew {number}" })];
        foreach (Thread thread in others)
        {
            thread.Start();
        }

        Take();
        foreach (Thread thread in others)
        {
            thread.Join();
        }

        cancellation.ThrowIfCancellationRequested();
        error?.Throw();
    }

    /// <summary>Threads for each piece: an equal share of those that are done at a time, at least one.</summary>
    /// <param name="threads">All threads.</param>
    /// <param name="workers">How many pieces at a time, if there are so many.</param>
    /// <param name="pieces">How many pieces.</param>
    public static int ThreadsEach(int threads, int workers, int pieces) => Math.Max(1, threads / Math.Min(workers, pieces));
}
