using static Krill.Results.ResultsText;

namespace Krill.Results;

internal sealed partial class ResultsPage
{
    // As bench/compare has it, which then has to be told to go on.
    const double BusyMachine = 0.15;

    const string Float32 = "float32";
    const string Best = "any";

    /// <summary>The newest figures of each network on each processor in one table, and behind it all comparisons.</summary>
    void Comparisons(IReadOnlyList<NamedComparison> comparisons)
    {
        Heading("Training steps against PyTorch");
        if (comparisons.Count == 0)
        {
            Line("Nothing has been recorded yet.");
            return;
        }

        Line("Whole steps (forward, loss, backward, optimizer), for which both take turns on the same cores. A ratio says how many times as fast Krill is: the median of its");
        Line("training images a second over that of PyTorch, float32 against PyTorch's faster float32 mode, and best against best, of all precisions and modes. In brackets");
        Line("stand the least and the greatest ratio of a pair, a run of PyTorch and the run of Krill just before it. The ratio of the medians need not lie between them, as");
        Line("Krill's median is over all its runs, also those before PyTorch's other modes. Memory is Krill's share of PyTorch's peak (maximum resident set), least against least.");
        Line();
        Line("The newest figure of each network on each processor:");
        Line();
        Line("| network | batch | processor | float32 | asked | best | asked | memory, float32 | memory, least | asked | record |");
        Line("|---|---|---|---|---|---|---|---|---|---|---|");
        HashSet<(string Network, string Processor)> seen = [];
        foreach ((string name, ComparisonRecord record) in comparisons)
        {
            string processor = record.Machine.Processor;
            foreach (NetworkComparison network in record.Networks.Where(network => seen.Add((network.Name, processor))))
            {
                SpeedRatio? float32 = network.Ratios.GetValueOrDefault(Float32), best = network.Ratios.GetValueOrDefault(Best);
                MemoryRatio? ownMemory = network.Memory?.GetValueOrDefault(Float32), leastMemory = network.Memory?.GetValueOrDefault(Best);
                string[] cells =
                [
                    network.Name,
                    $"{network.BatchSize}",
                    processor,
                    RatioWithPairs(float32),
                    Asked(float32?.Bar, float32?.Met),
                    RatioWithPairs(best),
                    Asked(best?.Bar, best?.Met),
                    Share(ownMemory),
                    Share(leastMemory),
                    AskedOfMemory(ownMemory, leastMemory),
                    $"[{name}](#{name})",
                ];
                Line($"| {string.Join(" | ", cells)} |");
            }
        }

        foreach (NamedComparison comparison in comparisons)
        {
            Comparison(comparison);
        }
    }

    void Comparison(NamedComparison comparison)
    {
        (string name, ComparisonRecord record) = comparison;
        Line();
        Line($"### {name}");
        Line();
        Line($"[Record](../bench/results/{name}.json) of {record.Date}, commit {Short(record.Commit)}; {record.Rounds} rounds of {Number(record.Seconds, "0.##")} s a run, {record.Threads} threads. {CircumstancesOf(record)}");
        Line();
        Line($"    {record.Command}");
        Line();
        Line("| network | Krill, images/s | PyTorch, images/s | float32 | best | Krill's peak memory | PyTorch's |");
        Line("|---|---|---|---|---|---|---|");
        foreach (NetworkComparison network in record.Networks)
        {
            string[] cells =
            [
                network.Name,
                Each(network.Krill, speed => Speed(speed.ImagesPerSecond)),
                Each(network.Torch, speed => Speed(speed.ImagesPerSecond)),
                Ratio(network.Ratios.GetValueOrDefault(Float32)),
                Ratio(network.Ratios.GetValueOrDefault(Best)),
                Each(network.Krill, speed => Megabytes(speed.PeakBytes)),
                Each(network.Torch, speed => Megabytes(speed.PeakBytes)),
            ];
            Line($"| {string.Join(" | ", cells)} |");
        }
    }

    static string Each<T>(IReadOnlyDictionary<string, T> sides, Func<T, string> text) => string.Join(", ", sides.Select(side => $"{text(side.Value)} ({side.Key})"));

    static string Ratio(SpeedRatio? ratio) => ratio is null ? "–" : Number(ratio.Ratio, "0.00");

    static string RatioWithPairs(SpeedRatio? ratio) =>
        ratio is null ? "–" : $"{Ratio(ratio)} ({Number(ratio.LeastPair, "0.00")} to {Number(ratio.GreatestPair, "0.00")})";

    static string Share(MemoryRatio? memory) => memory is null ? "–" : Number(memory.Ratio, "0.00");

    static string Asked(double? bar, bool? met) => bar is { } asked ? $"{Number(asked, "0.##")}: {(met == true ? "met" : "**not met**")}" : "–";

    /// <summary>One bar, which both shares are held against.</summary>
    static string AskedOfMemory(MemoryRatio? float32, MemoryRatio? least)
    {
        if ((float32?.Bar ?? least?.Bar) is not { } bar)
        {
            return "–";
        }

        string[] outcomes = [.. new[] { float32, least }.OfType<MemoryRatio>().Select(memory => memory.Met == true ? "met" : "**not met**")];
        return $"{Number(bar, "0.##")}: {string.Join(", ", outcomes)}";
    }

    static string CircumstancesOf(ComparisonRecord record)
    {
        (ComparisonMachine machine, KrillBuild krill, TorchBuild torch) = (record.Machine, record.Krill, record.Torch);
        string text = $"{machine.Processor}, {Count(machine.Cores, "core")}, {machine.Os}; Krill {krill.Version} ({krill.Dotnet}, kernels {krill.Kernels}); "
            + $"PyTorch {torch.Version} (kernels {torch.Kernels ?? "not told"}, oneDNN {torch.Onednn ?? "none"}, {torch.Blas}).";
        if (torch.Environment.Count > 0)
        {
            text += $" Set for PyTorch: {string.Join(' ', torch.Environment)}.";
        }

        return machine.BusyBefore > BusyMachine ? $"{text} Other programs kept {Percent(machine.BusyBefore.Value)} of the cores busy." : text;
    }

    static string Speed(double value) => Number(value, value < 1000 ? "0.0" : "#,0");

    static string Megabytes(long? bytes) => bytes is { } known ? $"{Number(known / 1e6, "#,0")} MB" : "–";
}
