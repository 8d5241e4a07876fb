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
            if (MeanCurve.Of(group.Name, group.Runs.Select(run => run.History), figure, color: i) is { } curve)
            {
                chart.Series.Add(curve);
            }
        }

        return chart;
    }
}
