using System.Collections;
using Krill.Charts;
using Krill.Reports;

namespace Krill;

/// <summary>The epochs of a training, in order.</summary>
public sealed class History : IReadOnlyList<EpochLogs>
{
    readonly List<EpochLogs> _epochs;

    internal History(IEnumerable<EpochLogs>? epochs = null)
    {
        _epochs = [.. epochs ?? []];
    }

    /// <summary>How many epochs were completed.</summary>
    public int Count => _epochs.Count;

    /// <summary>Why the training ended.</summary>
    public TrainingEnd End { get; internal set; }

    /// <summary>The epoch whose weights a callback gave back to the model in the end; null where it has those of the last.</summary>
    internal int? RestoredEpoch { get; set; }

    /// <summary>Seconds of training steps, validation excluded.</summary>
    public double TrainingSeconds => _epochs.Sum(epoch => epoch.TrainingSeconds);

    /// <summary>Seconds of validation.</summary>
    public double ValidationSeconds => _epochs.Sum(epoch => epoch.ValidationSeconds);

    /// <summary>Training images a second of training, over all epochs.</summary>
    public double ImagesPerSecond => TrainingSeconds > 0 ? _epochs.Sum(epoch => (double)epoch.Images) / TrainingSeconds : 0;

    /// <summary>An epoch by its place, 0 the first that was trained.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such epoch.</exception>
    public EpochLogs this[int index] => _epochs[index];

    /// <summary>The epoch that is best by a figure, the first of equals; null where no epoch has the figure, or none is a number.</summary>
    /// <param name="metric">The figure.</param>
    public EpochLogs? Best(Metric metric)
    {
        EpochLogs? best = null;
        double value = metric.Worst();
        foreach (EpochLogs epoch in _epochs)
        {
            if (epoch[metric] is { } current && metric.IsBetter(current, value))
            {
                best = epoch;
                value = current;
            }
        }

        return best;
    }

    /// <summary>Draws figures over the epochs: a chart of a report, to which marks and other series may be added.</summary>
    /// <remarks>Losses that differ by a factor of more than 30 stand on a logarithmic axis. What is no number is a gap.</remarks>
    /// <param name="curve">Which figures.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public LineChart Chart(LearningCurve curve) => ReportCurves.Of(this, Require.Defined(curve, "History.Chart, curve"));

    /// <inheritdoc/>
    public IEnumerator<EpochLogs> GetEnumerator() => _epochs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(in EpochLogs epoch) => _epochs.Add(epoch);
}
