using Krill.Training;

namespace Krill.Ensembles;

/// <summary>An ensemble is going to be trained, or goes on: its data is loaded.</summary>
public sealed record EnsembleStarted : TrainingEvent
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>How many networks.</summary>
    public required int Members { get; init; }

    /// <summary>How many of them are trained already.</summary>
    public required int MembersDone { get; init; }

    /// <summary>How many are trained at once.</summary>
    public required int Parallel { get; init; }

    /// <summary>Threads for each of those.</summary>
    public required int ThreadsEach { get; init; }

    /// <summary>The most epochs of each.</summary>
    public required int Epochs { get; init; }

    /// <summary>The key of the random numbers of the first; the others have those that follow.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The precision of products: float32 or bfloat16.</summary>
    public required string Precision { get; init; }

    /// <summary>The folder of the ensemble.</summary>
    public required string Run { get; init; }
}
