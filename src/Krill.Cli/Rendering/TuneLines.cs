using System.Globalization;
using Krill.Tuning;

namespace Krill.Cli.Rendering;

/// <summary>The lines of a tuning that the plain and the live display have in common.</summary>
internal static class TuneLines
{
    const int Shown = 10;

    public static string NameOf(TuningAlgorithm algorithm) => algorithm switch
    {
        TuningAlgorithm.Hyperband => "hyperband",
        TuningAlgorithm.Random => "random",
        _ => "grid",
    };

    public static IEnumerable<string> Start(TuningStarted started)
    {
        yield return $"{started.Recipe} on {started.Dataset}: {NameOf(started.Algorithm)}, {Figures.Count(started.Trials)} trials of {started.MaxEpochs} epochs at most, "
            + $"{started.Parallel} at a time with {started.ThreadsEach} threads each, seed {started.Seed}";
        foreach (Hyperparameter parameter in started.Space.Parameters)
        {
            string condition = parameter.OnlyIf is { } only ? $" (only if {only.Parameter} is {only.Value})" : "";
            yield return $"  {parameter.Name}: {parameter.Range}{condition}";
        }

        foreach (Bracket bracket in started.Brackets)
        {
            yield return $"bracket {bracket.Number}: {bracket}; {Figures.Count(bracket.Epochs)} epochs in all";
        }

        string estimate = started.EstimatedSeconds is { } seconds ? $", about {Figures.Duration(seconds)} on this machine if nothing else runs" : "";
        string left = started.EpochsLeft < started.Epochs ? $", {Figures.Count(started.EpochsLeft)} of them left" : "";
        yield return $"budget: {Figures.Count(started.Epochs)} epochs{left}{estimate}";
        if (started.TrialsBegun > 0)
        {
            yield return $"goes on: {started.TrialsBegun} of {started.Trials} trials have begun";
        }

        yield return $"run: {started.Run}";
    }

    public static string Trial(Trial trial) =>
        $"trial {Number(trial.Number, 4)}  {Number(trial.Epochs, 4)} epochs  validation accuracy {Figures.Short(trial.ValidationAccuracy)}  {Values(trial)}";

    /// <summary>The best trials; of the others as many as a screen has room for.</summary>
    public static IEnumerable<string> Result(TuningResult result)
    {
        yield return "trial  bracket  epochs  validation accuracy  values";
        Trial[] ranked = [.. result.Trials.OrderByDescending(trial => trial.ValidationAccuracy).ThenBy(trial => trial.Number)];
        foreach (Trial trial in ranked.Where((trial, place) => place < Shown || trial.IsDefault))
        {
            yield return $"{Number(trial.Number, 5)}  {Number(trial.Bracket, 7)}  {Number(trial.Epochs, 6)}  {Figures.Short(trial.ValidationAccuracy),19}  {Values(trial)}";
        }

        if (ranked.Length > Shown)
        {
            yield return $"… of {Figures.Count(ranked.Length)}; tune.json has all, trials.svg shows them";
        }

        yield return $"{Figures.Count(result.Epochs)} epochs in {Figures.Duration(result.Seconds)} of training; train the best in full: "
            + $"krill train {result.Recipe} --from-trial {result.Run}";
        yield return $"best trial {result.Best.Number}: validation accuracy {Figures.Exact(result.Best.ValidationAccuracy)}";
    }

    static string Values(Trial trial) => string.Join(", ", trial.Values.Select(value => $"{value.Key} {value.Value}")) + (trial.IsDefault ? " (the recipe's own)" : "");

    static string Number(int number, int width) => number.ToString(CultureInfo.InvariantCulture).PadLeft(width);
}
