using Krill.Planning;

namespace Krill.Losses;

/// <summary>Cross-entropy between the numbers of the classes and the predicted probabilities: -log p of the image's class, averaged over the images.</summary>
/// <remarks>
/// <para>An <see cref="Data.ImageSet"/> has its classes as numbers and the loader makes targets of them, so this is
/// <see cref="CategoricalCrossentropy"/> without smoothing, and has its bits.</para>
/// <para>Predictions: (batch, classes). Source: Keras's <c>SparseCategoricalCrossentropy</c>, which divides probabilities that come from no softmax
/// by their sum after clipping them; here as in <see cref="CategoricalCrossentropy"/> before.</para>
/// </remarks>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Whether the network's outputs are logits, which go through a softmax first; by default they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>Whether gradients are those of the mean over the images (default) or of their sum. What is reported is the mean of either.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such reduction.</exception>
    public LossReduction Reduction { get; init => field = Require.Defined(value, "SparseCategoricalCrossentropy", "reduction", nameof(value)); }

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    internal override LossValues Emit(PlanBuilder plan, Value predictions, Value? logits, Value targets) =>
        Crossentropy.Emit(plan, FromLogits, predictions, logits, targets, smoothing: 0, Reduction);

    internal override string? MisfitOf(Symbol output) => Crossentropy.MisfitOf(FromLogits, output, nameof(SparseCategoricalCrossentropy));

    internal override double Of(ReadOnlySpan<float> predictions, int label) => Crossentropy.Of(FromLogits, predictions, label, smoothing: 0);
}
