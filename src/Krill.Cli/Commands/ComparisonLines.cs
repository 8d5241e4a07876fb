using Krill.Cli.Rendering;
using Krill.Reports.Comparison;

namespace Krill.Cli.Commands;

/// <summary>Runs side by side as lines: a table of the runs, the settings that differ, and the means over seeds.</summary>
internal static class ComparisonLines
{
    const string None = "–";

    public static IEnumerable<string> Of(RunComparison comparison)
    {
        foreach (string line in Table(
            left: 3,
            ["run", "recipe", "data", "seed", "parameters", "epochs", "time", "images/s", "validation", "test"],
            [.. comparison.Runs.Select(Row)]))
        {
            yield return line;
        }

        yield return "";
        yield return comparison.Differences.Count > 0 ? "settings that differ:" : "all settings are the same.";
        if (comparison.Differences.Count > 0)
        {
            string[][] rows = [.. comparison.Differences.Select(setting => (string[])[$"  {setting.Name}", .. setting.Values])];
            foreach (string line in Table(left: int.MaxValue, ["  ", .. comparison.Runs.Select(run => run.Name)], rows))
            {
                yield return line;
            }
        }

        if (comparison.HasRepetitions)
        {
            yield return "";
            yield return "same settings, several seeds: mean ± standard deviation (n - 1)";
            string[][] rows = [.. comparison.Groups.Select(group => (string[])[$"  {group.Name}", .. Cells(group.ValidationAccuracy), .. Cells(group.TestAccuracy)])];
            foreach (string line in Table(left: 1, ["  settings", "n", "validation", "n", "test"], rows))
            {
                yield return line;
            }
        }
    }

    static string[] Row(ComparedRun run) =>
    [
        run.Name,
        run.Asked.Recipe,
        run.Asked.Dataset,
        $"{run.Asked.Seed}",
        run.Result is { } result ? Figures.Count(result.Parameters) : None,
        run.Result is null ? $"{run.Epochs} so far" : $"{run.Epochs}",
        Figures.Duration(run.Seconds),
        Figures.Count(run.ImagesPerSecond),
        run.ValidationAccuracy is { } validation ? Figures.Short(validation) : None,
        run.Result?.TestAccuracy is { } test ? Figures.Short(test) : None,
    ];

    /// <summary>A figure with its own n: runs that are not done have none yet.</summary>
    static string[] Cells(Spread? spread) => [$"{spread?.Count ?? 0}", Text(spread)];

    static string Text(Spread? spread) => spread is not { } known ? None
        : Figures.Short(known.Mean) + (known.StandardDeviation is { } deviation ? $" ± {Figures.Short(deviation)}" : "");

    /// <summary>Columns under their heads, the first ones to the left, figures to the right.</summary>
    static IEnumerable<string> Table(int left, string[] heads, string[][] rows)
    {
        int[] widths = [.. heads.Select((head, i) => rows.Select(row => row[i].Length).Append(head.Length).Max())];
        foreach (string[] row in (string[][])[heads, .. rows])
        {
            yield return string.Join("  ", row.Select((cell, i) => i < left ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd();
        }
    }
}
