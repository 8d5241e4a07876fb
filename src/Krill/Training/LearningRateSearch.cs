using System.Globalization;
using Krill.Charts;

namespace Krill.Training;

/// <summary>What a <see cref="LearningRateFinder"/> has seen: the losses by learning rate, and the rates that they suggest.</summary>
public sealed class LearningRateSearch
{
    internal LearningRateSearch(IReadOnlyList<LearningRatePoint> points, bool hasDiverged)
    {
        Points = points;
        HasDiverged = hasDiverged;
        int least = Enumerable.Range(0, points.Count).MinBy(i => double.IsNaN(points[i].SmoothedLoss) ? double.PositiveInfinity : points[i].SmoothedLoss);
        LeastLoss = points[least].LearningRate;
        Steepest = FindSteepest(least);
    }

    /// <summary>The steps, in the order in which the rate grew.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>Whether the loss broke away before the last rate.</summary>
    public bool HasDiverged { get; }

    /// <summary>
    /// The rate at which the smoothed loss falls most steeply over the logarithm of the rate: the one to train with. Looked for between the first tenth of the steps,
    /// where the average is of few losses, and the least loss; null where it falls nowhere there.
    /// </summary>
    public double? Steepest { get; }

    /// <summary>The rate of the least smoothed loss: too great to train with; a tenth of it is the cautious choice.</summary>
    public double LeastLoss { get; }

    /// <summary>The losses over the rates, with the rates that they suggest.</summary>
    public LineChart Chart()
    {
        double[] rates = [.. Points.Select(point => point.LearningRate)];
        var chart = new LineChart
        {
            Title = "Learning rates tried",
            X = new Axis { Label = "learning rate", IsLogarithmic = true },
            Y = new Axis { Label = "loss", Maximum = Top() },
            Series =
            {
                new Series("a batch", rates, [.. Points.Select(point => point.Loss)]) { Style = SeriesStyle.Points, Color = 7 },
                new Series("smoothed", rates, [.. Points.Select(point => point.SmoothedLoss)]) { Color = 0 },
            },
        };
        if (Steepest is { } steepest)
        {
            chart.Marks.Add(new ChartMark(steepest, string.Create(CultureInfo.InvariantCulture, $"steepest: {steepest:G3}")));
        }

        return chart;
    }

    /// <summary>Batches at the end may be beyond all measure: the picture ends a little above the smoothed losses up to the least.</summary>
    double? Top()
    {
        double[] finite = [.. Points.Select(point => point.SmoothedLoss).Where(double.IsFinite)];
        return finite.Length > 1 && finite[0] > 0 ? Math.Min(finite.Max(), 1.5 * finite[0]) : null;
    }

    double? FindSteepest(int least)
    {
        int first = Math.Max(Points.Count / 10, 1);
        (double Slope, int Index) best = (0, -1);
        for (int i = first; i < least && i + 1 < Points.Count; i++)
        {
            (LearningRatePoint before, LearningRatePoint after) = (Points[i - 1], Points[i + 1]);
            double slope = (after.SmoothedLoss - before.SmoothedLoss) / Math.Log(after.LearningRate / before.LearningRate);
            best = slope < best.Slope ? (slope, i) : best;
        }

        return best.Index < 0 ? null : Points[best.Index].LearningRate;
    }
}
