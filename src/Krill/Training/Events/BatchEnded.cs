namespace Krill.Training;

/// <summary>A step was taken. Raised at most ten times a second, so that it costs nothing.</summary>
public sealed record BatchEnded : TrainingEvent
{
    /// <summary>The number of the epoch, the first being 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps taken in this epoch.</summary>
    public required int Batch { get; init; }

    /// <summary>Steps that this epoch has.</summary>
    public required int Batches { get; init; }

    /// <summary>The mean loss in this epoch so far, regularization included.</summary>
    public required double Loss { get; init; }

    /// <summary>The share of images classified correctly in this epoch so far, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Training images a second in this epoch so far.</summary>
    public required double ImagesPerSecond { get; init; }
}
