namespace Krill.Results;

/// <summary>A record of <c>bench/compare</c>: steps of Krill and PyTorch, timed in turns.</summary>
internal sealed record ComparisonRecord
{
    public required string Kind { get; init; }

    public required string Command { get; init; }

    public required string Date { get; init; }

    public required string Commit { get; init; }

    public required bool Dirty { get; init; }

    public required ComparisonMachine Machine { get; init; }

    public required KrillBuild Krill { get; init; }

    public required TorchBuild Torch { get; init; }

    public required int Threads { get; init; }

    public required double Seconds { get; init; }

    public required int Rounds { get; init; }

    public required IReadOnlyList<NetworkComparison> Networks { get; init; }
}

/// <summary>A comparison and the name of its file in <c>bench/results</c>, which the record itself does not hold.</summary>
internal sealed record NamedComparison(string Name, ComparisonRecord Record);

/// <summary>What both ran on.</summary>
internal sealed record ComparisonMachine
{
    public required string Processor { get; init; }

    public required int Cores { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    public required string Os { get; init; }

    /// <summary>Which share of the cores other programs took just before; null where the system does not say.</summary>
    public double? BusyBefore { get; init; }
}

/// <summary>The Krill that was timed.</summary>
internal sealed record KrillBuild
{
    public required string Version { get; init; }

    public required string Dotnet { get; init; }

    public required string Kernels { get; init; }
}

/// <summary>The PyTorch that was timed.</summary>
internal sealed record TorchBuild
{
    public required string Version { get; init; }

    public string? Kernels { get; init; }

    public string? Onednn { get; init; }

    public required string Blas { get; init; }

    /// <summary>Variables that were set for it.</summary>
    public required IReadOnlyList<string> Environment { get; init; }
}

/// <summary>The figures of one network.</summary>
internal sealed record NetworkComparison
{
    public required string Name { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Krill's speed, by precision.</summary>
    public required IReadOnlyDictionary<string, KrillSpeed> Krill { get; init; }

    /// <summary>PyTorch's speed, by mode.</summary>
    public required IReadOnlyDictionary<string, TorchSpeed> Torch { get; init; }

    /// <summary><c>float32</c>: float32 against float32; <c>any</c>: best against best.</summary>
    public required IReadOnlyDictionary<string, SpeedRatio> Ratios { get; init; }

    /// <summary>The same kinds for the peak memory of a process; null in records from before it was measured.</summary>
    public IReadOnlyDictionary<string, MemoryRatio>? Memory { get; init; }
}

/// <summary>Krill's training images a second.</summary>
internal sealed record KrillSpeed
{
    /// <summary>The median over all runs.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The most memory that a process held, in bytes: the median over all runs.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>For each round, the runs just before those of PyTorch, by PyTorch's mode.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, double>> Rounds { get; init; }
}

/// <summary>PyTorch's training images a second.</summary>
internal sealed record TorchSpeed
{
    /// <summary>The median over the rounds.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The most memory that a process held, in bytes: the median over the rounds.</summary>
    public long? PeakBytes { get; init; }

    public required IReadOnlyList<double> Rounds { get; init; }
}

/// <summary>How many times as fast Krill is.</summary>
internal sealed record SpeedRatio
{
    public required double Ratio { get; init; }

    /// <summary>Krill's precision.</summary>
    public required string Krill { get; init; }

    /// <summary>PyTorch's mode.</summary>
    public required string Torch { get; init; }

    /// <summary>The least ratio of a run of PyTorch and the run of Krill just before it.</summary>
    public required double LeastPair { get; init; }

    public required double GreatestPair { get; init; }

    /// <summary>What was asked, if something was.</summary>
    public double? Bar { get; init; }

    public bool? Met { get; init; }
}

/// <summary>Which share of PyTorch's peak memory Krill takes.</summary>
internal sealed record MemoryRatio
{
    public required double Ratio { get; init; }

    /// <summary>Krill's precision that takes least.</summary>
    public required string Krill { get; init; }

    /// <summary>PyTorch's mode that takes least.</summary>
    public required string Torch { get; init; }

    /// <summary>The most that was asked, if something was.</summary>
    public double? Bar { get; init; }

    public bool? Met { get; init; }
}
