namespace Krill.Training;

/// <summary>A training starts: the data fits the model and the callbacks agree.</summary>
public sealed record TrainingStarted : TrainingEvent
{
    /// <summary>The number of the last epoch that was asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>How many epochs were done before.</summary>
    public required int InitialEpoch { get; init; }

    /// <summary>Steps an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Images a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Training images.</summary>
    public required int Images { get; init; }

    /// <summary>Validation images; 0 for none.</summary>
    public required int ValidationImages { get; init; }

    /// <summary>Threads that work on a step.</summary>
    public required int Threads { get; init; }

    /// <summary>The key of the random numbers.</summary>
    public required ulong Seed { get; init; }
}
