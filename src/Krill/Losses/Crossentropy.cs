using Krill.Kernels;
using Krill.Planning;

namespace Krill.Losses;

/// <summary>What both cross-entropies emit.</summary>
internal static class Crossentropy
{
    /// <summary>Emits the loss from logits where there are some, else from probabilities.</summary>
    public static LossValues Emit(PlanBuilder plan, Value? logits, Value predictions, Value targets, float smoothing)
    {
        LossValues values = LossValues.For(plan, logits ?? predictions);
        BatchKernel kernel = logits is null
            ? plan.Kernels.CrossEntropyFromProbabilities(smoothing, plan.Batch, predictions.Storage, targets.Storage, values.Outputs)
            : plan.Kernels.CrossEntropyFromLogits(smoothing, plan.Batch, logits.Storage, targets.Storage, probabilities: null, values.Outputs);
        values.Emit(plan, kernel, targets);
        return values;
    }
}
