using System.Text.Json;
using System.Text.RegularExpressions;

namespace Krill.Results;

/// <summary>All records of a repository, read and checked; those with problems are left out.</summary>
internal sealed partial class RecordFiles
{
    readonly List<string> _problems = [];

    public RecordFiles(Repository repository)
    {
        Figures = [.. Read<FigureRecord>(repository.RecordsFolder, "results", Check).Select(read => read.Record)];
        Comparisons =
        [
            .. Read<ComparisonRecord>(repository.ComparisonsFolder, "bench/results", Check)
                .Select(read => new NamedComparison(read.Name, read.Record))
                .OrderByDescending(comparison => repository.CommitsUpTo(comparison.Record.Commit))
                .ThenByDescending(comparison => comparison.Record.Date, StringComparer.Ordinal)
                .ThenByDescending(comparison => comparison.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The records of figures, by the names of their files.</summary>
    public IReadOnlyList<FigureRecord> Figures { get; }

    /// <summary>The comparisons with PyTorch, that of the latest commit first; of one commit that of the later day, then of the later name.</summary>
    public IReadOnlyList<NamedComparison> Comparisons { get; }

    /// <summary>What is wrong with records, a line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    IEnumerable<(string Name, T Record)> Read<T>(string folder, string shown, Action<T, string> check)
        where T : class
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            string file = $"{shown}/{Path.GetFileName(path)}";
            T? record = null;
            int problems = _problems.Count;
            try
            {
                record = JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json.File) ?? throw new JsonException("it is null.");
                check(record, file);
            }
            catch (Exception exception) when (exception is JsonException or RecordException or UsageException)
            {
                _problems.Add($"{file}: {exception.Message}");
            }

            if (record is not null && _problems.Count == problems)
            {
                yield return (Path.GetFileNameWithoutExtension(path), record);
            }
        }
    }

    void Check(FigureRecord record, string file)
    {
        Require(Path.GetFileNameWithoutExtension(file) == record.Name, file, $"its name is {record.Name}");
        RequireSource(record.Command, record.Commit, record.Date, file);
        Require(record.Runs.Count > 0, file, "it has no runs");
        if (record.Runs.Count == 0)
        {
            return;
        }

        // All that can be worked out anew from the runs must come out as it stands.
        FigureRecord again = FigureRecord.Of(
            record.Name, record.Claim, record.Command, record.Machine, record.Runs, record.Bars.Select(bar => bar.Text));
        Require(Text(again) == Text(record), file, "its seeds, figures or bars do not follow from its runs");
        Require(record.Runs.All(run => IsCommit(run.Commit)), file, "a run has no commit");
    }

    void Check(ComparisonRecord record, string file)
    {
        RequireSource(record.Command, record.Commit, record.Date, file);
        Require(record.Kind == "compare", file, $"it is of the kind {record.Kind} instead of compare");
        Require(!record.Dirty, file, "the tree had changes that its commit lacks");
        Require(record.Networks.Count > 0, file, "it compares no network");
        foreach (NetworkComparison network in record.Networks)
        {
            Require(network.Ratios.Values.All(ratio => IsRatioOf(network, ratio)), file, $"a ratio of {network.Name} does not follow from its speeds");
            Require(network.Memory?.Values.All(ratio => IsRatioOf(network, ratio)) != false, file, $"a ratio of memory of {network.Name} does not follow from its peaks");
        }
    }

    void RequireSource(string command, string commit, string date, string file)
    {
        Require(!string.IsNullOrWhiteSpace(command), file, "it has no command");
        Require(IsCommit(commit), file, "it has no commit");
        Require(DatePattern().IsMatch(date), file, "it has no date");
    }

    void Require(bool holds, string file, string problem)
    {
        if (!holds)
        {
            _problems.Add($"{file}: {problem}.");
        }
    }

    static string Text(FigureRecord record) => JsonSerializer.Serialize(record, Json.Line);

    static bool IsRatioOf(NetworkComparison network, SpeedRatio ratio)
    {
        if (!network.Krill.TryGetValue(ratio.Krill, out KrillSpeed? krill) || !network.Torch.TryGetValue(ratio.Torch, out TorchSpeed? torch)
            || krill.Rounds.Count != torch.Rounds.Count || !krill.Rounds.All(round => round.ContainsKey(ratio.Torch)))
        {
            return false;
        }

        double[] pairs = [.. krill.Rounds.Zip(torch.Rounds, (mine, theirs) => mine[ratio.Torch] / theirs)];
        return IsNear(ratio.Ratio, krill.ImagesPerSecond / torch.ImagesPerSecond)
            && IsNear(ratio.LeastPair, pairs.Min())
            && IsNear(ratio.GreatestPair, pairs.Max())
            && (ratio.Bar is null || ratio.Met == ratio.Ratio >= ratio.Bar);
    }

    static bool IsRatioOf(NetworkComparison network, MemoryRatio ratio) =>
        network.Krill.GetValueOrDefault(ratio.Krill)?.PeakBytes is { } krill && network.Torch.GetValueOrDefault(ratio.Torch)?.PeakBytes is { } torch
        && IsNear(ratio.Ratio, (double)krill / torch)
        && (ratio.Bar is null || ratio.Met == ratio.Ratio <= ratio.Bar);

    static bool IsNear(double recorded, double again) => Math.Abs(recorded - again) < 1e-9 * recorded;

    static bool IsCommit(string text) => CommitPattern().IsMatch(text);

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex CommitPattern();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    private static partial Regex DatePattern();
}
