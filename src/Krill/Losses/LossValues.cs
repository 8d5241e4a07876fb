using Krill.Kernels;
using Krill.Planning;

namespace Krill.Losses;

/// <summary>What the kernels of a loss write.</summary>
/// <param name="Loss">The loss of each image; batched, length 1.</param>
/// <param name="Correct">1 where the greatest prediction is the greatest target, else 0; batched, length 1.</param>
/// <param name="Gradient">The gradient of the mean loss with respect to <paramref name="GradientOf"/>; null in a plan that does not train.</param>
/// <param name="GradientOf">The predictions or the logits.</param>
internal sealed record LossValues(Value Loss, Value Correct, Value? Gradient, Value GradientOf)
{
    /// <summary>Where a kernel puts them.</summary>
    public LossOutputs Outputs => new(Loss.Storage, Correct.Storage, Gradient?.Storage);

    /// <summary>New values for a loss that is computed from <paramref name="source"/>.</summary>
    public static LossValues For(PlanBuilder plan, Value source) => new(
        plan.Batched("loss", 1),
        plan.Batched("correct", 1),
        plan.IsTraining ? plan.Batched("loss gradient", source.Length) : null,
        source);

    /// <summary>Emits the kernel that writes them.</summary>
    public void Emit(PlanBuilder plan, BatchKernel kernel, Value targets) =>
        plan.Emit(kernel, [GradientOf, targets], Gradient is null ? [Loss, Correct] : [Loss, Correct, Gradient]);
}
