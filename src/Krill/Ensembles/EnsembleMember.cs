namespace Krill.Ensembles;

/// <summary>A network of an ensemble.</summary>
public sealed record EnsembleMember
{
    /// <summary>Its number, the first being 1.</summary>
    public required int Number { get; init; }

    /// <summary>The key of its random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights it has: the best by validation accuracy, or the last.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Seconds of its training.</summary>
    public required double Seconds { get; init; }

    /// <summary>The accuracy on the validation images, 0 to 1; null without any.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>The share of the test images that it classifies correctly, 0 to 1; null before the ensemble is tested.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>The folder of its run.</summary>
    public required string Run { get; init; }
}
