using Krill.Graph;
using Krill.Kernels;
using Krill.Planning;

namespace Krill.Losses;

/// <summary>What both cross-entropies emit.</summary>
internal static class Crossentropy
{
    // Keras's epsilon.
    const double LeastProbability = 1e-7;

    /// <summary>Emits the loss from logits where there are some, else from probabilities.</summary>
    /// <param name="plan">Where to emit.</param>
    /// <param name="fromLogits">Whether the predictions are logits.</param>
    /// <param name="predictions">The network's output.</param>
    /// <param name="logits">What enters the network's final softmax, interleaved where the plan is; or null.</param>
    /// <param name="targets">What the predictions should be.</param>
    /// <param name="smoothing">The label smoothing.</param>
    /// <param name="reduction">Whose gradient it is.</param>
    public static LossValues Emit(PlanBuilder plan, bool fromLogits, Value predictions, Value? logits, Value targets, float smoothing, LossReduction reduction)
    {
        // What the gradient of the sum is divided by.
        int share = reduction == LossReduction.Mean ? plan.Batch : 1;
        Value of = fromLogits ? predictions : logits ?? predictions;
        LossValues values = LossValues.For(plan, of);
        BatchKernel kernel = (fromLogits || logits is not null, of == logits && plan.IsInterleaved) switch
        {
            (true, true) => plan.Kernels.InterleavedCrossEntropy(smoothing, share, of.Storage, targets.Storage, values.Outputs),
            (true, false) => plan.Kernels.CrossEntropyFromLogits(smoothing, share, of.Storage, targets.Storage, values.Outputs),
            _ => plan.Kernels.CrossEntropyFromProbabilities(smoothing, share, of.Storage, targets.Storage, values.Outputs),
        };
        values.Emit(plan, kernel, targets);
        return values;
    }

    /// <summary>Probabilities that can be less than 0, or logits that a softmax or a sigmoid keeps between 0 and 1; null for neither. Other ends may be meant.</summary>
    public static string? MisfitOf(bool fromLogits, Symbol output, string loss)
    {
        Symbol end = output;
        while (end.Operation is Identity or Reshape || (!fromLogits && end.Operation is Scale))
        {
            end = end.Inputs[0];
        }

        string place = $"received a network that ends in {end.Within?.Path ?? end.Operation?.Name ?? "its input"}";
        return (fromLogits, end.Operation) switch
        {
            (false, MatrixProduct or Convolution or BatchNormalization or Activation { Kind: not (ActivationKind.Relu or ActivationKind.Sigmoid) }) =>
                $"{place}, whose outputs can be less than 0, and the loss {loss}, which takes them for probabilities; expected a softmax at the end. "
                + $"End the network in .Softmax(), or compile it with new {loss} {{ FromLogits = true }}.",
            (true, Softmax or Activation { Kind: ActivationKind.Sigmoid }) =>
                $"{place}, whose outputs lie between 0 and 1, and the loss {loss} with FromLogits, which puts a softmax behind them; expected any numbers. "
                + "Leave FromLogits out, or the network's last function.",
            _ => null,
        };
    }

    /// <summary>The loss of one image, in double precision.</summary>
    public static double Of(bool fromLogits, ReadOnlySpan<float> predictions, int label, double smoothing)
    {
        double greatest = double.NegativeInfinity, sum = 0, loss = 0;
        foreach (float value in predictions)
        {
            greatest = Math.Max(greatest, value);
        }

        foreach (float value in predictions)
        {
            sum += fromLogits ? Math.Exp(value - greatest) : value;
        }

        for (int i = 0; i < predictions.Length; i++)
        {
            double target = (i == label ? 1 - smoothing : 0) + (smoothing / predictions.Length);
            double logarithm = fromLogits ? predictions[i] - greatest - Math.Log(sum) : Math.Log(Math.Clamp(predictions[i] / sum, LeastProbability, 1 - LeastProbability));
            loss -= target == 0 ? 0 : target * logarithm;
        }

        return loss;
    }
}
