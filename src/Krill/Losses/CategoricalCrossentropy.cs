using Krill.Planning;

namespace Krill.Losses;

/// <summary>Cross-entropy between the classes and the predicted probabilities: -Σ t log p over the classes, averaged over the images.</summary>
/// <remarks>
/// <para>t is 1 for the image's class and 0 elsewhere, after <see cref="LabelSmoothing"/>. A network that ends in a softmax is computed from what
/// enters it, log Σ eᶻ - z, which loses no digits; other probabilities are divided by their sum and clipped to [1e-7, 1 - 1e-7].</para>
/// <para>Predictions: (batch, classes). Source: Keras's <c>CategoricalCrossentropy</c>.</para>
/// </remarks>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>Whether the network's outputs are logits, which go through a softmax first; by default they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>
    /// s, 0 (default) to less than 1: the share of the target that is spread over all classes, t (1 - s) + s / classes. Source: Szegedy et al. (2016).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public float LabelSmoothing { get; init => field = Require.Below(value, 0, 1, "CategoricalCrossentropy.LabelSmoothing"); }

    /// <summary>Whether gradients are those of the mean over the images (default) or of their sum. What is reported is the mean of either.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such reduction.</exception>
    public LossReduction Reduction { get; init => field = Require.Defined(value, "CategoricalCrossentropy", "reduction", nameof(value)); }

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    internal override LossValues Emit(PlanBuilder plan, Value predictions, Value? logits, Value targets) =>
        Crossentropy.Emit(plan, FromLogits, predictions, logits, targets, LabelSmoothing, Reduction);

    internal override string? MisfitOf(Symbol output) => Crossentropy.MisfitOf(FromLogits, output, nameof(CategoricalCrossentropy));

    internal override double Of(ReadOnlySpan<float> predictions, int label) => Crossentropy.Of(FromLogits, predictions, label, LabelSmoothing);
}
