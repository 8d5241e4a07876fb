using Krill.Runs;

namespace Krill.Tuning;

/// <summary>What was asked to be tuned, and the result once there is one: the <c>tune.json</c> of its folder.</summary>
internal sealed record TuningDescription
{
    public required TuningAlgorithm Algorithm { get; init; }

    public required int Eta { get; init; }

    public int? Trials { get; init; }

    /// <summary>The learning rate of all trials; null for that of each.</summary>
    public float? LearningRate { get; init; }

    /// <summary>What all trials have in common, with the recipe's own values; its epochs are the most of a trial.</summary>
    public required RunDescription Training { get; init; }

    public TuningResult? Result { get; init; }
}
