using Krill.Kernels;
using Krill.Planning;

namespace Krill.Losses;

/// <summary>What both cross-entropies emit.</summary>
internal static class Crossentropy
{
    /// <summary>Emits the loss from logits where there are some, else from probabilities.</summary>
    /// <param name="plan">Where to emit.</param>
    /// <param name="fromLogits">Whether the predictions are logits.</param>
    /// <param name="predictions">The network's output.</param>
    /// <param name="logits">What enters the network's final softmax, interleaved where the plan is; or null.</param>
    /// <param name="targets">What the predictions should be.</param>
    /// <param name="smoothing">The label smoothing.</param>
    public static LossValues Emit(PlanBuilder plan, bool fromLogits, Value predictions, Value? logits, Value targets, float smoothing)
    {
        Value of = fromLogits ? predictions : logits ?? predictions;
        LossValues values = LossValues.For(plan, of);
        BatchKernel kernel = (fromLogits || logits is not null, of == logits && plan.IsInterleaved) switch
        {
            (true, true) => plan.Kernels.InterleavedCrossEntropy(smoothing, plan.Batch, of.Storage, targets.Storage, values.Outputs),
            (true, false) => plan.Kernels.CrossEntropyFromLogits(smoothing, plan.Batch, of.Storage, targets.Storage, probabilities: null, values.Outputs),
            _ => plan.Kernels.CrossEntropyFromProbabilities(smoothing, plan.Batch, of.Storage, targets.Storage, values.Outputs),
        };
        values.Emit(plan, kernel, targets);
        return values;
    }
}
