using Krill.Training;

namespace Krill.Tuning;

/// <summary>A tuning starts or goes on: its data is loaded and its trials are planned.</summary>
public sealed record TuningStarted : TrainingEvent
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>How points are tried.</summary>
    public required TuningAlgorithm Algorithm { get; init; }

    /// <summary>Hyperband's η.</summary>
    public required int Eta { get; init; }

    /// <summary>The most epochs of a trial.</summary>
    public required int MaxEpochs { get; init; }

    /// <summary>The brackets, in the order in which they are run.</summary>
    public required IReadOnlyList<Bracket> Brackets { get; init; }

    /// <summary>How many trials.</summary>
    public required int Trials { get; init; }

    /// <summary>How many have begun already.</summary>
    public required int TrialsBegun { get; init; }

    /// <summary>The budget: epochs of all trials together.</summary>
    public required long Epochs { get; init; }

    /// <summary>How many of them are left, of a tuning that goes on; those of trials that its callbacks ended are done.</summary>
    public required long EpochsLeft { get; init; }

    /// <summary>What those that are left take on this machine, if nothing else runs, by the time of a few steps with the recipe's own values; null for a tuning that is done.</summary>
    public required double? EstimatedSeconds { get; init; }

    /// <summary>How many trials are trained at once.</summary>
    public required int Parallel { get; init; }

    /// <summary>Threads for each of those.</summary>
    public required int ThreadsEach { get; init; }

    /// <summary>The key of the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The search space.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The folder of the tuning.</summary>
    public required string Run { get; init; }
}
