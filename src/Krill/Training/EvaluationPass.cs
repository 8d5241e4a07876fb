using Krill.Data;
using Krill.Planning;

namespace Krill.Training;

/// <summary>Evaluates a set, again and again: the images in their order, the last batch smaller.</summary>
internal sealed class EvaluationPass : IDisposable
{
    readonly IExecutor _executor;
    readonly Loader _loader;
    readonly TimeProvider _clock;

    public EvaluationPass(IExecutor executor, ImageSet set, int batchSize, TimeProvider clock)
    {
        _executor = executor;
        _clock = clock;
        _loader = new Loader(set, new LoaderOptions { BatchSize = Math.Min(batchSize, set.Count), LeavesReading = true });
    }

    public Evaluation Run(CancellationToken cancellation = default)
    {
        long start = _clock.GetTimestamp();
        var totals = default(Totals);
        _loader.StartEpoch(0);
        while (!cancellation.IsCancellationRequested && _loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                totals.Add(_executor.Evaluate(batch.Input, batch.Targets, batch.Count));
            }
        }

        return new Evaluation(totals.Loss, totals.Accuracy, totals.Images, _clock.GetElapsedTime(start).TotalSeconds);
    }

    public void Dispose() => _loader.Dispose();
}
