using Krill.Planning;

namespace Krill.Losses;

/// <summary>The mean over an image's outputs of (p - t)², t being 1 for the image's class and 0 elsewhere, averaged over the images.</summary>
/// <remarks>Predictions: (batch, classes). Source: Keras's <c>MeanSquaredError</c>.</remarks>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    internal override LossValues Emit(PlanBuilder plan, Value predictions, Value? logits, Value targets)
    {
        LossValues values = LossValues.For(plan, predictions);
        values.Emit(plan, plan.Kernels.MeanSquaredError(plan.Batch, predictions.Storage, targets.Storage, values.Outputs), targets);
        return values;
    }

    internal override string? MisfitOf(Symbol output) => null;

    internal override double Of(ReadOnlySpan<float> predictions, int label)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double difference = predictions[i] - (i == label ? 1.0 : 0);
            sum += difference * difference;
        }

        return sum / predictions.Length;
    }
}
