using System.Text;
using static Krill.Results.ResultsText;

namespace Krill.Results;

/// <summary>Writes docs/results.md from records.</summary>
internal sealed partial class ResultsPage
{
    readonly StringBuilder _text = new();

    ResultsPage()
    {
    }

    /// <summary>The whole page; the same records give the same text.</summary>
    /// <param name="figures">The records of figures, in the order in which they are to stand.</param>
    /// <param name="comparisons">The comparisons with PyTorch, the newest first.</param>
    public static string Write(IReadOnlyList<FigureRecord> figures, IReadOnlyList<NamedComparison> comparisons)
    {
        var page = new ResultsPage();
        page.Line("# Results");
        page.Line();
        page.Line("Written by `results/record --docs` from the records in `results/` and `bench/results/`; a test fails when it differs from them.");
        page.Line("Each figure comes back by its command at its commit. Means stand with the number of runs n and the standard deviation (with n - 1).");
        page.Line("The test images choose nothing: they are looked at once a run, when it is over.");
        page.Accuracies([.. figures.Where(record => record.IsOfAccuracy)]);
        page.Others([.. figures.Where(record => !record.IsOfAccuracy)]);
        page.Comparisons(comparisons);
        page.Records(figures);
        return page._text.ToString();
    }

    void Accuracies(IReadOnlyList<FigureRecord> records)
    {
        Heading("Accuracy");
        if (records.Count == 0)
        {
            Line("Nothing has been recorded yet.");
            return;
        }

        Line("Training is the time from the first step to the last, with validation; the command's time has loading, testing and all else.");
        Line();
        Line("| record | what it shows | test accuracy, mean ± sd (n) | median | least to best | epochs | training, s | command, s | asked | date |");
        Line("|---|---|---|---|---|---|---|---|---|---|");
        foreach (FigureRecord record in records)
        {
            Figure accuracy = record.Figures["test_accuracy"];
            string[] cells =
            [
                LinkOf(record),
                Escaped(record.Claim),
                Accuracy(record),
                accuracy.N == 1 ? "–" : Percent(accuracy.Median),
                accuracy.N == 1 ? "–" : $"{Percent(accuracy.Min)} to {Percent(accuracy.Best)}",
                Range(record.Figures.GetValueOrDefault("epochs"), "0"),
                Range(record.Figures.GetValueOrDefault("seconds"), "0.0"),
                Range(record.Figures.GetValueOrDefault("wall_seconds"), "0.0"),
                record.Bars.Count == 0 ? "–" : $"[{(record.Bars.All(bar => bar.Met) ? "met" : "**not met**")}](#{record.Name})",
                record.Date,
            ];
            Line($"| {string.Join(" | ", cells)} |");
        }
    }

    void Others(IReadOnlyList<FigureRecord> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        Heading("Speed and repeatability");
        Line("- `first_step_seconds`: from the start of the command to the first step of its training.");
        Line("- `same FILE`: whether all runs left the same bytes in it.");
        Line("- `training_share`, `augmented_share`: which share of the speed of steps on a batch in memory is left in training, without and with the recipe's augmentation. Both");
        Line("  take turns, and the share is the median of what each epoch reached of the steps just before it. It does not follow from the medians of speeds in the record: the");
        Line("  machine's speed moves between turns, so those are of different minutes. A share above 1 is that movement.");
        Line("- `wide_3x3_…_least_share`: of all 3×3 convolutions with at least 64 input and 64 output channels, strided ones too, the least share of the processor's peak, counted");
        Line("  as a direct convolution: Winograd's algorithm can be above 1. `wide_3x3_…_winograd_least_share`: the least of those that it computes.");
        Line();
        Line("| record | what it shows | asked | measured | | date |");
        Line("|---|---|---|---|---|---|");
        foreach (FigureRecord record in records)
        {
            string source = $"{LinkOf(record)} | {Escaped(record.Claim)}";
            foreach (BarOutcome bar in record.Bars)
            {
                Line($"| {source} | `{bar.Text}` | {Value(bar)}{SpreadOf(record, bar)} | {(bar.Met ? "met" : "**not met**")} | {record.Date} |");
            }

            if (record.Bars.Count == 0)
            {
                Line($"| {source} | – | – | – | {record.Date} |");
            }
        }
    }

    void Records(IReadOnlyList<FigureRecord> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        Heading("The records, one by one");
        Line("`{1..5}` in a command stands for a run with each of the numbers, `{1,2,5}` for one with each of these.");
        foreach (FigureRecord record in records)
        {
            Line();
            Line($"### {record.Name}");
            Line();
            Line($"{Escaped(record.Claim)}");
            Line();
            Line($"    {record.Command}");
            Line();
            foreach ((int start, int count) in Circumstances(record))
            {
                RecordedRun[] runs = [.. record.Runs.Skip(start).Take(count)];
                Line($"Commit {Short(runs[0].Commit)}, {Seeds(record.Seeds.Skip(start).Take(count))}; {MachineOf(record, runs)}.");
            }

            foreach ((int index, BarOutcome bar) in record.Bars.Index())
            {
                if (index == 0)
                {
                    Line();
                }

                Line($"- `{bar.Text}`: {(bar.Met ? "met" : "**not met**")} with {Value(bar)}");
            }
        }
    }

    static string LinkOf(FigureRecord record) => $"[{record.Name}](../results/{record.Name}.json)";

    /// <summary>The runs of a record, one after the other, that have a commit and a machine in common: where they begin, and how many.</summary>
    static IEnumerable<(int Start, int Count)> Circumstances(FigureRecord record)
    {
        int start = 0;
        for (int i = 1; i <= record.Runs.Count; i++)
        {
            if (i == record.Runs.Count || record.Runs[i].Commit != record.Runs[start].Commit
                || record.MachineOf(record.Runs[i]) != record.MachineOf(record.Runs[start]))
            {
                yield return (start, i - start);
                start = i;
            }
        }
    }

    static string MachineOf(FigureRecord record, IReadOnlyList<RecordedRun> runs)
    {
        // krill bench kernels counts kernels under that name.
        string kernels = (FigureRecord.TextOf(runs, "kernel_set") ?? FigureRecord.TextOf(runs, "kernels")) is { } set ? $", kernels {set}" : "";
        Machine machine = record.MachineOf(runs[0]);
        return $"{machine.Processor}, {Count(machine.Cores, "core")}, {machine.Os}, {machine.Dotnet}{kernels}";
    }

    static string Value(BarOutcome bar) =>
        bar.Text.StartsWith("same ", StringComparison.Ordinal) ? bar.Value == 1 ? "one content in all runs" : $"{bar.Value} different contents"
        : Number(bar.Value, "0.######");

    /// <summary>From the least run to the greatest, where there are several and they differ.</summary>
    static string SpreadOf(FigureRecord record, BarOutcome bar) =>
        Bar.Parse(bar.Text).FigureName is { } name && record.Figures[name] is { } figure && figure.Min < figure.Max
            ? $" ({Range(figure, "0.######")}, n = {figure.N})"
            : "";

    void Heading(string text)
    {
        Line();
        Line($"## {text}");
        Line();
    }

    void Line(string text = "") => _text.Append(text).Append('\n');
}
