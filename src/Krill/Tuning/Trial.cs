namespace Krill.Tuning;

/// <summary>A point of a search space, and what came of it.</summary>
public sealed record Trial
{
    /// <summary>Its number, the first being 1.</summary>
    public required int Number { get; init; }

    /// <summary>The bracket that it is in; see <see cref="Tuning.Bracket.Number"/>.</summary>
    public required int Bracket { get; init; }

    /// <summary>The values of its hyperparameters, as text by name.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Whether they are the recipe's own.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Epochs that it was trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether callbacks ended its training before it was to end.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The epoch that was best by validation accuracy.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The validation accuracy of that epoch, 0 to 1: what trials are chosen by.</summary>
    public required double ValidationAccuracy { get; init; }

    /// <summary>Seconds of its training and validation.</summary>
    public required double Seconds { get; init; }

    /// <summary>The folder of its run.</summary>
    public required string Run { get; init; }
}
