using Krill.Planning;

namespace Krill.Losses;

/// <summary>What training makes small.</summary>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>What errors and summaries call it: Keras's name in snake case.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Emits the kernels of the loss. <paramref name="logits"/> is what enters the softmax that made the predictions, when the network ends in one: a
    /// loss that can be computed from it more exactly does so, and then its gradient is that of the logits.
    /// </summary>
    /// <param name="plan">Where to emit.</param>
    /// <param name="predictions">The network's output; batched.</param>
    /// <param name="logits">What enters the final softmax, or null.</param>
    /// <param name="targets">What the predictions should be: a float for each; batched.</param>
    internal abstract LossValues Emit(PlanBuilder plan, Value predictions, Value? logits, Value targets);
}

/// <summary>What the kernels of a loss write.</summary>
/// <param name="Loss">The loss of each image; batched, length 1.</param>
/// <param name="Correct">1 where the greatest prediction is the greatest target, else 0; batched, length 1.</param>
/// <param name="Gradient">The gradient of the mean loss with respect to <paramref name="GradientOf"/>; null in a plan that does not train.</param>
/// <param name="GradientOf">The predictions or the logits.</param>
internal sealed record LossValues(Value Loss, Value Correct, Value? Gradient, Value GradientOf);
