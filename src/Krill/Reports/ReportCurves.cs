using Krill.Charts;

namespace Krill.Reports;

/// <summary>The charts of a training's epochs.</summary>
internal static class ReportCurves
{
    /// <summary>The chart of a figure.</summary>
    public static LineChart Of(History history, LearningCurve curve) => curve switch
    {
        LearningCurve.Loss => Chart("Loss", history, Losses(history), new Axis { IsLogarithmic = IsWide(history) }),
        LearningCurve.Accuracy => Chart(
            "Accuracy", history, [("training", epoch => epoch.Accuracy), ("validation", epoch => epoch.ValidationAccuracy)], new Axis { IsPercentage = true }),
        _ => Chart("Learning rate", history, [("", epoch => epoch.LearningRate)], new Axis()),
    };

    /// <summary>The file's name and the chart of each figure: loss, accuracy, learning rate.</summary>
    /// <param name="history">The epochs.</param>
    /// <param name="bestEpoch">The one that is marked as tested; null for none.</param>
    /// <param name="rates">The learning rate of each step; null where only those at the ends of the epochs are known.</param>
    public static IEnumerable<(string Name, LineChart Chart)> Of(History history, int? bestEpoch, IReadOnlyList<double>? rates)
    {
        yield return ("loss", Marked(Of(history, LearningCurve.Loss), history, bestEpoch));
        yield return ("accuracy", Marked(Of(history, LearningCurve.Accuracy), history, bestEpoch));
        yield return ("learning-rate", rates is null ? Of(history, LearningCurve.LearningRate) : Steps(history, rates));
    }

    static LineChart Steps(History history, IReadOnlyList<double> rates)
    {
        LineChart chart = Chart("Learning rate, step by step", history, [], new Axis());
        double epochsPerStep = (double)history.Count / rates.Count;
        chart.Series.Add(new Series("", [.. rates.Select((_, step) => (step + 1) * epochsPerStep)], rates));
        return chart;
    }

    static (string, Func<EpochLogs, double?>)[] Losses(History history) => [("training", epoch => epoch.Loss), ("validation", epoch => epoch.ValidationLoss)];

    /// <summary>Whether losses differ by so much that only a logarithmic axis shows all of them.</summary>
    static bool IsWide(History history)
    {
        const double Wide = 30;
        double[] losses = [.. history.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss ?? epoch.Loss }).Where(loss => double.IsFinite(loss) && loss > 0)];
        return losses.Length > 0 && losses.Max() > Wide * losses.Min();
    }

    static LineChart Chart(string title, History history, (string Name, Func<EpochLogs, double?> Figure)[] figures, Axis y)
    {
        var chart = new LineChart { Title = title, X = new Axis { Label = "epoch" }, Y = y, Width = 440, Height = 290 };
        double[] epochs = [.. history.Select(epoch => (double)epoch.Epoch)];
        foreach ((string name, Func<EpochLogs, double?> figure) in figures)
        {
            if (history.Any(epoch => figure(epoch) is not null))
            {
                chart.Series.Add(new Series(name, epochs, [.. history.Select(epoch => figure(epoch) ?? double.NaN)]));
            }
        }

        return chart;
    }

    static LineChart Marked(LineChart chart, History history, int? bestEpoch)
    {
        if (bestEpoch is { } best && history.Count > 1)
        {
            chart.Marks.Add(new ChartMark(best, "tested"));
        }

        return chart;
    }
}
