using Krill.Charts;

namespace Krill.Tuning;

/// <summary>The trials of a tuning as a picture: the best validation accuracy of each.</summary>
internal static class TrialsChart
{
    public static LineChart Of(TuningResult result) => new()
    {
        Title = $"{result.Recipe} on {result.Dataset}: {result.Trials.Count} trials",
        X = new Axis { Label = "trial" },
        Y = new Axis { Label = "best validation accuracy", IsPercentage = true },
        Series =
        [
            .. result.Trials.GroupBy(trial => trial.Bracket).Select(bracket => new Series(
                result.Algorithm == TuningAlgorithm.Hyperband ? $"bracket {bracket.Key}" : "",
                [.. bracket.Select(trial => (double)trial.Number)],
                [.. bracket.Select(trial => trial.ValidationAccuracy)])
            {
                Style = SeriesStyle.Points,
            }),
        ],
        Marks = { new ChartMark(result.Best.Number, "best") },
    };
}
