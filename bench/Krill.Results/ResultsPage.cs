using System.Text;
using System.Text.Json.Nodes;
using static Krill.Results.ResultsText;

namespace Krill.Results;

/// <summary>Writes docs/results.md from records.</summary>
internal sealed class ResultsPage
{
    // As bench/compare has it, which then has to be told to go on.
    const double BusyMachine = 0.15;

    readonly StringBuilder _text = new();

    ResultsPage()
    {
    }

    /// <summary>The whole page; the same records give the same text.</summary>
    public static string Write(IReadOnlyList<FigureRecord> figures, IReadOnlyList<ComparisonRecord> comparisons)
    {
        var page = new ResultsPage();
        page.Line("# Results");
        page.Line();
        page.Line("Written by `results/record --docs` from the records in `results/` and `bench/results/`; a test fails when it differs from them.");
        page.Line("Each figure comes back by its command at its commit. Means stand with the number of runs n and the standard deviation (with n - 1).");
        page.Line("The test images choose nothing: they are looked at once a run, when it is over.");
        page.Line();
        page.Trainings(figures);
        page.Line();
        page.Speeds(comparisons);
        return page._text.ToString();
    }

    void Trainings(IReadOnlyList<FigureRecord> records)
    {
        Line("## Training");
        Line();
        if (records.Count == 0)
        {
            Line("Nothing has been recorded yet.");
            return;
        }

        Line("| record | recipe | data | test accuracy, mean ± sd (n) | median | least to best | epochs | seconds a run | asked | date |");
        Line("|---|---|---|---|---|---|---|---|---|---|");
        foreach (FigureRecord record in records)
        {
            Training(record);
        }

        foreach (FigureRecord record in records)
        {
            Line();
            Line($"### {record.Name}");
            Line();
            Line($"{Escaped(record.Claim)}");
            Line();
            Line($"    {record.Command}");
            Line();
            Line($"Commit {Short(record.Commit)}, {Seeds([.. record.Seeds.Distinct()])}; {MachineOf(record)}.");
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

    void Training(FigureRecord record)
    {
        Figure? accuracy = record.Figures.GetValueOrDefault("test_accuracy");
        string[] cells =
        [
            $"[{record.Name}](../results/{record.Name}.json)",
            TextOf(record, "recipe"),
            TextOf(record, "dataset"),
            Accuracy(record),
            accuracy is null ? "–" : Percent(accuracy.Median),
            accuracy is null ? "–" : $"{Percent(accuracy.Min)} to {Percent(accuracy.Best)}",
            Range(record.Figures.GetValueOrDefault("epochs"), "0"),
            Range(record.Figures.GetValueOrDefault("seconds"), "0.0"),
            record.Bars.Count == 0 ? "–" : record.Bars.All(bar => bar.Met) ? "met" : "**not met**",
            record.Date,
        ];
        Line($"| {string.Join(" | ", cells)} |");
    }

    void Speeds(IReadOnlyList<ComparisonRecord> records)
    {
        Line("## Training steps against PyTorch");
        Line();
        if (records.Count == 0)
        {
            Line("Nothing has been recorded yet.");
            return;
        }

        Line("Whole steps: forward, loss, backward, optimizer. Both take turns on the same cores; speeds are medians, in training images a second.");
        Line("A ratio is Krill's speed over that of PyTorch's best mode; behind it the least and the greatest ratio of two runs in a row.");
        foreach (ComparisonRecord record in records.OrderByDescending(record => record.Date, StringComparer.Ordinal))
        {
            Line();
            Line($"### {record.Date}, commit {Short(record.Commit)}");
            Line();
            Line("| network | batch | Krill | PyTorch, best float32 | ratio | asked | PyTorch, best of all modes | ratio | asked |");
            Line("|---|---|---|---|---|---|---|---|---|");
            foreach (NetworkComparison network in record.Networks)
            {
                string krill = string.Join(", ", network.Krill.Select(pair => $"{Speed(pair.Value.ImagesPerSecond)} ({pair.Key})"));
                Line($"| {network.Name} | {network.BatchSize} | {krill} | {Ratio(network, "float32")} | {Ratio(network, "any")} |");
            }

            Memories(record);
            Line();
            Line($"    {record.Command}");
            Line();
            Line($"{record.Rounds} rounds of {Number(record.Seconds, "0.##")} s a run, {record.Threads} threads. {CircumstancesOf(record)}");
        }
    }

    void Memories(ComparisonRecord record)
    {
        NetworkComparison[] networks = [.. record.Networks.Where(network => network.Memory is not null)];
        if (networks.Length == 0)
        {
            return;
        }

        Line();
        Line("The most memory that a process held (its maximum resident set), medians; a ratio is the least of Krill's over the least of PyTorch's:");
        Line();
        Line("| network | batch | Krill | PyTorch, least float32 | ratio | asked | PyTorch, least of all modes | ratio | asked |");
        Line("|---|---|---|---|---|---|---|---|---|");
        foreach (NetworkComparison network in networks)
        {
            string krill = string.Join(", ", network.Krill.Select(pair => $"{Megabytes(pair.Value.PeakBytes)} ({pair.Key})"));
            Line($"| {network.Name} | {network.BatchSize} | {krill} | {Memory(network, "float32")} | {Memory(network, "any")} |");
        }
    }

    static string Memory(NetworkComparison network, string kind)
    {
        if (!network.Memory!.TryGetValue(kind, out MemoryRatio? ratio))
        {
            return "– | – | –";
        }

        string asked = ratio.Bar is { } bar ? $"{Number(bar, "0.##")}: {(ratio.Met == true ? "met" : "**not met**")}" : "–";
        return $"{Megabytes(network.Torch[ratio.Torch].PeakBytes)} ({ratio.Torch}) | {Number(ratio.Ratio, "0.00")} | {asked}";
    }

    static string Ratio(NetworkComparison network, string kind)
    {
        if (!network.Ratios.TryGetValue(kind, out SpeedRatio? ratio))
        {
            return "– | – | –";
        }

        string asked = ratio.Bar is { } bar ? $"{Number(bar, "0.##")}: {(ratio.Met == true ? "met" : "**not met**")}" : "–";
        return $"{Speed(network.Torch[ratio.Torch].ImagesPerSecond)} ({ratio.Torch}) | "
            + $"{Number(ratio.Ratio, "0.00")} ({Number(ratio.LeastPair, "0.00")} to {Number(ratio.GreatestPair, "0.00")}) | {asked}";
    }

    static string CircumstancesOf(ComparisonRecord record)
    {
        (ComparisonMachine machine, KrillBuild krill, TorchBuild torch) = (record.Machine, record.Krill, record.Torch);
        string text = $"{machine.Processor}, {machine.Cores} cores, {machine.Os}; Krill {krill.Version} ({krill.Dotnet}, kernels {krill.Kernels}); "
            + $"PyTorch {torch.Version} (kernels {torch.Kernels ?? "not told"}, oneDNN {torch.Onednn ?? "none"}, {torch.Blas}).";
        if (torch.Environment.Count > 0)
        {
            text += $" Set for PyTorch: {string.Join(' ', torch.Environment)}.";
        }

        return machine.BusyBefore > BusyMachine ? $"{text} Other programs kept {Percent(machine.BusyBefore.Value)} of the cores busy." : text;
    }

    static string MachineOf(FigureRecord record)
    {
        string kernels = TextOf(record, "kernels");
        return $"{record.Machine.Processor}, {record.Machine.Cores} cores, {record.Machine.Os}, {record.Machine.Dotnet}{(kernels == "–" ? "" : $", kernels {kernels}")}";
    }

    /// <summary>What all runs say under a name, or – where they differ.</summary>
    static string TextOf(FigureRecord record, string name)
    {
        string[] texts = [.. record.Runs.Select(run => (run.Result[name] as JsonValue)?.ToString() ?? "").Distinct()];
        return texts is [{ Length: > 0 } text] ? text : "–";
    }

    static string Value(BarOutcome bar) =>
        bar.Text.StartsWith("same ", StringComparison.Ordinal) ? bar.Value == 1 ? "one content in all runs" : $"{bar.Value} different contents"
        : Number(bar.Value, "0.######");

    /// <summary>From the first to the last for consecutive seeds, else each.</summary>
    static string Seeds(IReadOnlyList<ulong> seeds)
    {
        bool run = seeds.Count > 2 && seeds.Index().All(pair => pair.Item == seeds[0] + (ulong)pair.Index);
        return (seeds.Count == 1 ? "seed " : "seeds ") + (run ? $"{seeds[0]} to {seeds[^1]}" : string.Join(", ", seeds));
    }

    static string Speed(double value) => Number(value, value < 1000 ? "0.0" : "#,0");

    static string Megabytes(long? bytes) => bytes is { } known ? $"{Number(known / 1e6, "#,0")} MB" : "–";

    static string Short(string commit) => commit[..12];

    static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    void Line(string text = "") => _text.Append(text).Append('\n');
}
