using Krill.Charts;
using Krill.Ensembles;
using Krill.Reports.Comparison;

namespace Krill.Reports;

/// <summary>The charts of an ensemble: by the number of its members, and of their trainings by epochs.</summary>
internal static class EnsembleCurves
{
    /// <summary>The file's name and the chart of each figure: accuracy and loss, and how the members came to theirs.</summary>
    /// <param name="result">What came of the ensemble.</param>
    /// <param name="trainings">The epochs of each member.</param>
    public static IEnumerable<(string Name, LineChart Chart)> Of(EnsembleResult result, IReadOnlyList<History> trainings)
    {
        double[] sizes = [.. result.Sizes.Select(size => (double)size.Members)];
        LineChart accuracy = Chart("Accuracy by number of members", "members", new Axis { IsPercentage = true });
        accuracy.Series.Add(new Series("test, all so far together", sizes, [.. result.Sizes.Select(size => size.TestAccuracy)]));
        if (result.ValidationAccuracy is not null)
        {
            accuracy.Series.Add(new Series("validation, all so far together", sizes, [.. result.Sizes.Select(size => size.ValidationAccuracy ?? double.NaN)]));
        }

        accuracy.Series.Add(new Series("test, single networks", sizes, [.. result.Members.Select(member => member.TestAccuracy ?? double.NaN)]) { Style = SeriesStyle.Points, Color = 3 });
        if (result.SingleStandardDeviation is { } deviation)
        {
            accuracy.Series.Add(new Series("their mean and deviation", [sizes[0], sizes[^1]], [result.SingleMean, result.SingleMean])
            {
                Spread = [deviation, deviation],
                IsDashed = true,
                Color = 3,
            });
        }

        yield return ("accuracy-by-members", accuracy);
        LineChart loss = Chart("Test loss by number of members", "members", new Axis());
        loss.Series.Add(new Series("", sizes, [.. result.Sizes.Select(size => size.TestLoss)]));
        yield return ("loss-by-members", loss);
        yield return ("accuracy", Trainings("Accuracy in training", new Axis { IsPercentage = true }, trainings, epoch => epoch.Accuracy, epoch => epoch.ValidationAccuracy));
        yield return ("loss", Trainings("Loss in training", new Axis { IsLogarithmic = true }, trainings, epoch => epoch.Loss, epoch => epoch.ValidationLoss));
    }

    static LineChart Trainings(string title, Axis y, IReadOnlyList<History> trainings, Func<EpochLogs, double?> training, Func<EpochLogs, double?> validation)
    {
        LineChart chart = Chart(title, "epoch", y);
        Series?[] curves = [MeanCurve.Of("training", trainings, training, 0), MeanCurve.Of("validation", trainings, validation, 1)];
        foreach (Series curve in curves.OfType<Series>())
        {
            chart.Series.Add(curve);
        }

        return chart;
    }

    static LineChart Chart(string title, string x, Axis y) => new() { Title = title, X = new Axis { Label = x }, Y = y, Width = 520, Height = 340 };
}
