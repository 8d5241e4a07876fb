using Krill.Runs;

namespace Krill.Ensembles;

/// <summary>What an ensemble was asked to be, and its result once there is one: the <c>ensemble.json</c> of its folder.</summary>
internal sealed record EnsembleDescription
{
    public required int Members { get; init; }

    /// <summary>The first member; the others differ by their seeds.</summary>
    public required RunDescription Training { get; init; }

    public EnsembleResult? Result { get; init; }
}
