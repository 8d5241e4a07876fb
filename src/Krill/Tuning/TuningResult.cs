namespace Krill.Tuning;

/// <summary>What came of a tuning. No test image was used.</summary>
public sealed record TuningResult
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>How points were tried.</summary>
    public required TuningAlgorithm Algorithm { get; init; }

    /// <summary>The key of the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The most epochs of a trial.</summary>
    public required int MaxEpochs { get; init; }

    /// <summary>Epochs that were trained, all trials together: fewer than planned where callbacks ended some.</summary>
    public required long Epochs { get; init; }

    /// <summary>Seconds of training and validation, all trials together.</summary>
    public required double Seconds { get; init; }

    /// <summary>The trials, in the order of their numbers.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>The trial with the best validation accuracy; of equals that with the smallest number.</summary>
    public required Trial Best { get; init; }

    /// <summary>The folder of the tuning.</summary>
    public required string Run { get; init; }
}
