using Krill.Planning;

namespace Krill.Losses;

/// <summary>What training makes small.</summary>
/// <remarks>The three without settings are properties here; the classes have the settings. Losses are the library's: none can be derived outside of it.</remarks>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>Cross-entropy from probabilities, as Keras's <c>"categorical_crossentropy"</c>.</summary>
    public static CategoricalCrossentropy CategoricalCrossentropy { get; } = new();

    /// <summary>Cross-entropy from probabilities, as Keras's <c>"sparse_categorical_crossentropy"</c>.</summary>
    public static SparseCategoricalCrossentropy SparseCategoricalCrossentropy { get; } = new();

    /// <summary>Mean squared error, as Keras's <c>"mean_squared_error"</c>.</summary>
    public static MeanSquaredError MeanSquaredError { get; } = new();

    /// <summary>What errors and summaries call it: Keras's name in snake case.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Emits the kernels of the loss. <paramref name="logits"/> is what enters the softmax that made the predictions, when the network ends in one: a
    /// loss that can be computed from it more exactly does so, and then its gradient is that of the logits.
    /// </summary>
    /// <param name="plan">Where to emit.</param>
    /// <param name="predictions">The network's output; batched.</param>
    /// <param name="logits">What enters the final softmax, interleaved where the plan is; or null.</param>
    /// <param name="targets">What the predictions should be: a float for each; batched.</param>
    internal abstract LossValues Emit(PlanBuilder plan, Value predictions, Value? logits, Value targets);

    /// <summary>What of a network's end surely is not what the loss takes, received, expected and cure; null for nothing.</summary>
    /// <param name="output">The network's output.</param>
    internal abstract string? MisfitOf(Symbol output);

    /// <summary>The loss of one image whose predictions are at hand.</summary>
    /// <param name="predictions">A number for each class.</param>
    /// <param name="label">The image's class.</param>
    internal abstract double Of(ReadOnlySpan<float> predictions, int label);
}
