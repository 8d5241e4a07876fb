using Krill.Charts;
using Krill.Ensembles;

namespace Krill.Reports;

/// <summary>The charts of an ensemble by the number of its members.</summary>
internal static class EnsembleCurves
{
    /// <summary>The file's name and the chart of each figure: accuracy, with the single networks beside it, and loss.</summary>
    public static IEnumerable<(string Name, LineChart Chart)> Of(EnsembleResult result)
    {
        double[] sizes = [.. result.Sizes.Select(size => (double)size.Members)];
        LineChart accuracy = Chart("Accuracy by number of members", new Axis { IsPercentage = true });
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
        LineChart loss = Chart("Test loss by number of members", new Axis());
        loss.Series.Add(new Series("", sizes, [.. result.Sizes.Select(size => size.TestLoss)]));
        yield return ("loss-by-members", loss);
    }

    static LineChart Chart(string title, Axis y) => new() { Title = title, X = new Axis { Label = "members" }, Y = y, Width = 520, Height = 340 };
}
