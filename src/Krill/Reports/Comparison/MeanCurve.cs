using Krill.Charts;

namespace Krill.Reports.Comparison;

/// <summary>A figure of several trainings, epoch by epoch, as its mean with its deviation; of one training as its line.</summary>
internal static class MeanCurve
{
    /// <summary>The curve; null where no training has the figure.</summary>
    /// <param name="name">What it is of, without the number of trainings.</param>
    /// <param name="trainings">The trainings.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="color">The number of its colour.</param>
    public static Series? Of(string name, IEnumerable<History> trainings, Func<EpochLogs, double?> figure, int color)
    {
        ILookup<int, double> figures = trainings
            .SelectMany(history => history)
            .Where(epoch => figure(epoch) is { } value && double.IsFinite(value))
            .ToLookup(epoch => epoch.Epoch, epoch => figure(epoch)!.Value);
        if (figures.Count == 0)
        {
            return null;
        }

        // Behind the end of the first training a mean would jump, as it would be of fewer.
        int most = figures.Max(epoch => epoch.Count());
        int[] epochs = [.. figures.Where(epoch => epoch.Count() == most).Select(epoch => epoch.Key).Order()];
        Spread[] spreads = [.. epochs.Select(epoch => Spread.Of(figures[epoch].Select(value => (double?)value))!.Value)];
        bool isMean = most > 1;
        return new Series(isMean ? $"{name}: mean of {most}" : name, [.. epochs.Select(epoch => (double)epoch)], [.. spreads.Select(spread => spread.Mean)])
        {
            Spread = isMean ? [.. spreads.Select(spread => spread.StandardDeviation ?? 0)] : null,
            Color = color,
        };
    }
}
