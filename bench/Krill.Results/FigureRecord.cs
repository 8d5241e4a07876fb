using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Krill.Results;

/// <summary>A published figure: what was claimed, how it came about, and what came out.</summary>
internal sealed record FigureRecord
{
    public required string Name { get; init; }

    /// <summary>What the figure is to show, in words.</summary>
    public required string Claim { get; init; }

    /// <summary>The command with its places; see <see cref="CommandTemplate"/>.</summary>
    public required string Command { get; init; }

    /// <summary>The seeds of the runs, in order.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>The commit of the first run.</summary>
    public required string Commit { get; init; }

    /// <summary>The day on which the first run ended.</summary>
    public required string Date { get; init; }

    /// <summary>What the first run ran on.</summary>
    public required Machine Machine { get; init; }

    public required IReadOnlyList<RecordedRun> Runs { get; init; }

    public required IReadOnlyDictionary<string, Figure> Figures { get; init; }

    public required IReadOnlyList<BarOutcome> Bars { get; init; }

    /// <summary>Whether it is about the accuracy that its runs reach, not about their time or their bits.</summary>
    [JsonIgnore]
    public bool IsOfAccuracy => Figures.ContainsKey("test_accuracy") && (Bars.Count == 0 || Bars.Any(bar => Bar.Parse(bar.Text).FigureName == "test_accuracy"));

    /// <summary>What a run ran on.</summary>
    public Machine MachineOf(RecordedRun run) => run.Machine ?? Machine;

    /// <summary>What all runs say under a name; null where they say nothing, or differ.</summary>
    public string? TextOf(string name) => TextOf(Runs, name);

    /// <summary>What some runs say under a name; null where they say nothing, or differ.</summary>
    public static string? TextOf(IReadOnlyList<RecordedRun> runs, string name)
    {
        string[] texts = [.. runs.Select(run => (run.Result[name] as JsonValue)?.ToString() ?? "").Distinct()];
        return texts is [{ Length: > 0 } text] ? text : null;
    }

    /// <summary>Makes a record of runs: seeds, figures and bars follow from them.</summary>
    public static FigureRecord Of(string name, string claim, string command, Machine machine, IReadOnlyList<RecordedRun> runs, IEnumerable<string> bars)
    {
        IReadOnlyDictionary<string, Figure> figures = FiguresOf(runs);
        return new FigureRecord
        {
            Name = name,
            Claim = claim,
            Command = command,
            Seeds = [.. runs.Select(SeedOf)],
            Commit = runs[0].Commit,
            Date = runs[0].Date,
            Machine = machine,
            Runs = runs,
            Figures = figures,
            Bars = [.. bars.Select(bar => Bar.Parse(bar).Judge(figures, runs))],
        };
    }

    /// <summary>Every number that all runs gave, but for what they were asked.</summary>
    static SortedDictionary<string, Figure> FiguresOf(IReadOnlyList<RecordedRun> runs)
    {
        var figures = new SortedDictionary<string, Figure>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? first) in runs[0].Result)
        {
            if (name is not ("seed" or "threads") && first?.GetValueKind() == JsonValueKind.Number
                && runs.All(run => run.Result[name]?.GetValueKind() == JsonValueKind.Number))
            {
                figures.Add(name, Figure.Of(name, [.. runs.Select(run => run.Result[name]!.GetValue<double>())]));
            }
        }

        return figures;
    }

    static ulong SeedOf(RecordedRun run) =>
        run.Result["seed"]?.GetValueKind() == JsonValueKind.Number
            ? run.Result["seed"]!.GetValue<ulong>()
            : throw new RecordException($"the result of {run.Command} names no seed.");
}

/// <summary>One run of a command.</summary>
internal sealed record RecordedRun
{
    public required string Command { get; init; }

    public required string Commit { get; init; }

    public required string Date { get; init; }

    /// <summary>What it ran on, where that is not what the record's first run ran on.</summary>
    public Machine? Machine { get; init; }

    /// <summary>The result event, without its name and the place of the run folder.</summary>
    public required JsonObject Result { get; init; }

    /// <summary>SHA-256 of files of the run folder that a bar speaks of.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }
}
