namespace Krill;

/// <summary>The figures of one training step.</summary>
public readonly record struct BatchLogs
{
    /// <summary>The number of the epoch, the first being 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of the batch in its epoch, the first being 1.</summary>
    public required int Batch { get; init; }

    /// <summary>Training steps taken since the start of the training, this one included.</summary>
    public required long Step { get; init; }

    /// <summary>The mean loss of the batch's images, regularization included.</summary>
    public required double Loss { get; init; }

    /// <summary>The share of the batch's images that were classified correctly, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Images in the batch.</summary>
    public required int Images { get; init; }
}
