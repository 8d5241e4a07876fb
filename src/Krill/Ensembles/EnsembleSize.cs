namespace Krill.Ensembles;

/// <summary>What the first members of an ensemble reach together: their predicted probabilities are averaged.</summary>
/// <param name="Members">How many members.</param>
/// <param name="ValidationAccuracy">The share of the validation images that is classified correctly, 0 to 1; null without any.</param>
/// <param name="TestLoss">The mean loss of the averages on the test images.</param>
/// <param name="TestAccuracy">The share of the test images that is classified correctly, 0 to 1.</param>
public sealed record EnsembleSize(int Members, double? ValidationAccuracy, double TestLoss, double TestAccuracy);
