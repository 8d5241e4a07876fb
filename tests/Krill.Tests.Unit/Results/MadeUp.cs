using System.Globalization;
using System.Text.Json.Nodes;
using Krill.Results;

namespace Krill.Tests.Unit.Results;

/// <summary>Records that nobody has measured.</summary>
internal static class MadeUp
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static Machine Machine { get; } = new() { Processor = "A processor", Cores = 2, Os = "An OS", Dotnet = ".NET 10" };

    /// <summary>Accuracies 0.825, 0.9, 0.875 and seconds 2, 4, 3 of seeds 1 to 3.</summary>
    public static IEnumerable<RecordedRun> Runs() =>
    [
        Run(1, 0.825, 2),
        Run(2, 0.9, 4),
        Run(3, 0.875, 3),
    ];

    public static RecordedRun Run(int seed, double accuracy, double seconds) => new()
    {
        Command = $"./krill train tiny --seed {seed}",
        Commit = Commit,
        Date = "2026-01-02",
        Result = Result(seed, accuracy, seconds),
    };

    /// <summary>As a run's line gives it.</summary>
    public static JsonObject Result(int seed, double accuracy, double seconds) => JsonNode.Parse(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {
            "recipe": "tiny", "dataset": "mnist", "kernels": "scalar", "parameters": 158, "seed": {{seed}}, "threads": 2, "seconds": {{seconds}},
            "validation_accuracy": null, "test_accuracy": {{accuracy}}
        }
        """))!.AsObject();

    public static FigureRecord Record(params string[] bars) =>
        FigureRecord.Of("tiny", "three seeds | settings of the source", "./krill train tiny --seed '{1..3}'", Machine, [.. Runs()], bars);

    public static ComparisonRecord Comparison(double bar) => new()
    {
        Kind = "compare",
        Command = "bench/compare --rounds 2",
        Date = "2026-01-03",
        Commit = Commit,
        Dirty = false,
        Machine = new ComparisonMachine { Processor = "A processor", Cores = 2, Flags = ["avx2"], Os = "An OS", BusyBefore = 0.01 },
        Krill = new KrillBuild { Version = "0.1.0", Dotnet = ".NET 10", Kernels = "vector256" },
        Torch = new TorchBuild { Version = "1.13", Kernels = "AVX2", Onednn = "2.6", Blas = "OpenBLAS 0.3", Environment = [] },
        Threads = 2,
        Seconds = 5,
        Rounds = 2,
        Networks =
        [
            new NetworkComparison
            {
                Name = "tiny",
                BatchSize = 64,
                Krill = new Dictionary<string, KrillSpeed>
                {
                    ["float32"] = new() { ImagesPerSecond = 3000, PeakBytes = 1_234_000_000, Rounds = [new Dictionary<string, double> { ["float32"] = 2900 }, new Dictionary<string, double> { ["float32"] = 3100 }] },
                },
                Torch = new Dictionary<string, TorchSpeed> { ["float32"] = new() { ImagesPerSecond = 1200, PeakBytes = 2_468_000_000, Rounds = [1160, 1240] } },
                Ratios = new Dictionary<string, SpeedRatio>
                {
                    ["float32"] = new() { Ratio = 2.5, Krill = "float32", Torch = "float32", LeastPair = 2.5, GreatestPair = 2.5, Bar = bar, Met = 2.5 >= bar },
                    ["any"] = new() { Ratio = 2.5, Krill = "float32", Torch = "float32", LeastPair = 2.5, GreatestPair = 2.5 },
                },
                Memory = new Dictionary<string, MemoryRatio>
                {
                    ["float32"] = new() { Ratio = 0.5, Krill = "float32", Torch = "float32", Bar = 0.4, Met = false },
                    ["any"] = new() { Ratio = 0.5, Krill = "float32", Torch = "float32", Bar = 0.4, Met = false },
                },
            },
        ],
    };
}
