using Krill.Charts;

namespace Krill.Reports.Comparison;

/// <summary>The curves of several runs over one another: a run alone as its line, runs of the same settings as their mean and deviation.</summary>
internal static class ComparisonCurves
{
    public static IEnumerable<LineChart> Of(RunComparison comparison)
    {
        yield return Chart(comparison, "Loss on training images", new Axis(), epoch => epoch.Loss);
        yield return Chart(comparison, "Loss on validation images", new Axis(), epoch => epoch.ValidationLoss);
        yield return Chart(comparison, "Accuracy on training images", new Axis { IsPercentage = true }, epoch => epoch.Accuracy);
        yield return Chart(comparison, "Accuracy on validation images", new Axis { IsPercentage = true }, epoch => epoch.ValidationAccuracy);
        yield return Chart(comparison, "Learning rate", new Axis(), epoch => epoch.LearningRate);
    }

    static LineChart Chart(RunComparison comparison, string title, Axis y, Func<EpochLogs, double?> figure)
    {
        var chart = new LineChart { Title = title, X = new Axis { Label = "epoch" }, Y = y, Width = 520, Height = 340 };
        for (int i = 0; i < comparison.Groups.Count; i++)
        {
            RunGroup group = comparison.Groups[i];
            ILookup<int, double> figures = group.Runs
                .SelectMany(run => run.History)
                .Where(epoch => figure(epoch) is { } value && double.IsFinite(value))
                .ToLookup(epoch => epoch.Epoch, epoch => figure(epoch)!.Value);
            // Behind the end of the first run a mean would jump, as it would be of fewer.
            int[] epochs = [.. figures.Where(epoch => epoch.Count() == figures.Max(other => other.Count())).Select(epoch => epoch.Key).Order()];
            Spread[] spreads = [.. epochs.Select(epoch => Spread.Of(figures[epoch].Select(value => (double?)value))!.Value)];
            bool isMean = spreads.Any(spread => spread.Count > 1);
            string name = isMean ? $"{group.Name}: mean of {spreads.Max(spread => spread.Count)}" : group.Name;
            if (epochs.Length > 0)
            {
                chart.Series.Add(new Series(name, [.. epochs.Select(epoch => (double)epoch)], [.. spreads.Select(spread => spread.Mean)])
                {
                    Spread = isMean ? [.. spreads.Select(spread => spread.StandardDeviation ?? 0)] : null,
                    Color = i,
                });
            }
        }

        return chart;
    }
}
