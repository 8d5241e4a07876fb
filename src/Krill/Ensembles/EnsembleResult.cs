namespace Krill.Ensembles;

/// <summary>What came of an ensemble.</summary>
public sealed record EnsembleResult
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Numbers of one network that training changes by their gradient.</summary>
    public required int Parameters { get; init; }

    /// <summary>The key of the random numbers of the first member; the others have those that follow.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The precision of products: float32 or bfloat16.</summary>
    public required string Precision { get; init; }

    /// <summary>The networks, in order.</summary>
    public required IReadOnlyList<EnsembleMember> Members { get; init; }

    /// <summary>The ensembles of the first member, the first two and so on; the last is the whole.</summary>
    public required IReadOnlyList<EnsembleSize> Sizes { get; init; }

    /// <summary>The mean test accuracy of the single networks, 0 to 1.</summary>
    public required double SingleMean { get; init; }

    /// <summary>The standard deviation of their test accuracies (of a sample: n - 1); null for one network.</summary>
    public double? SingleStandardDeviation { get; init; }

    /// <summary>Seconds of training, all networks together.</summary>
    public required double Seconds { get; init; }

    /// <summary>Images that were tested with.</summary>
    public required int TestImages { get; init; }

    /// <summary>The accuracy of the whole ensemble on the validation images, 0 to 1; null without any.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>The mean loss of the whole ensemble on the test images.</summary>
    public required double TestLoss { get; init; }

    /// <summary>The share of the test images that the whole ensemble classifies correctly, 0 to 1.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>The folder of the ensemble.</summary>
    public required string Run { get; init; }
}
