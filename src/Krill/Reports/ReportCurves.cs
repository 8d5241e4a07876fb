using Krill.Charts;

namespace Krill.Reports;

/// <summary>The charts of a training's epochs.</summary>
internal static class ReportCurves
{
    /// <summary>The file's name and the chart of each figure: loss, accuracy, learning rate.</summary>
    public static IEnumerable<(string Name, LineChart Chart)> Of(History history, int? bestEpoch)
    {
        yield return ("loss", Chart("Loss", history, bestEpoch, Losses(history), new Axis { IsLogarithmic = IsWide(history) }));
        yield return ("accuracy", Chart(
            "Accuracy",
            history,
            bestEpoch,
            [("training", epoch => epoch.Accuracy), ("validation", epoch => epoch.ValidationAccuracy)],
            new Axis { IsPercentage = true }));
        yield return ("learning-rate", Chart("Learning rate", history, null, [("", epoch => epoch.LearningRate)], new Axis()));
    }

    static (string, Func<EpochLogs, double?>)[] Losses(History history) => [("training", epoch => epoch.Loss), ("validation", epoch => epoch.ValidationLoss)];

    /// <summary>Whether losses differ by so much that only a logarithmic axis shows all of them.</summary>
    static bool IsWide(History history)
    {
        const double Wide = 30;
        double[] losses = [.. history.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss ?? epoch.Loss }).Where(loss => double.IsFinite(loss) && loss > 0)];
        return losses.Length > 0 && losses.Max() > Wide * losses.Min();
    }

    static LineChart Chart(string title, History history, int? bestEpoch, (string Name, Func<EpochLogs, double?> Figure)[] figures, Axis y)
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

        if (bestEpoch is { } best && history.Count > 1)
        {
            chart.Marks.Add(new ChartMark(best, "tested"));
        }

        return chart;
    }
}
