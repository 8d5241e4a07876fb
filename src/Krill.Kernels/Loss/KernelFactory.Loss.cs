namespace Krill.Kernels;

/// <summary>Where a loss kernel puts what it finds. All batched; the per-image ones have length 1.</summary>
/// <param name="Loss">The loss of each image.</param>
/// <param name="Correct">1 where the greatest output is at the greatest target (the first of equals), else 0.</param>
/// <param name="Gradient">The gradient with respect to the predictions of the mean loss over the batch (that is, divided by the batch size); none when only evaluating.</param>
internal sealed record LossOutputs(Storage Loss, Storage Correct, Storage? Gradient);

internal abstract partial class KernelFactory
{
    /// <summary>
    /// Cross-entropy from logits: loss = Σ t (log Σ eᶻ - z), t the targets after label smoothing t (1 - s) + s / classes.
    /// The gradient is (softmax(z) · Σt - t) / batch.
    /// </summary>
    public abstract BatchKernel CrossEntropyFromLogits(float smoothing, int batch, Storage logits, Storage targets, LossOutputs outputs);

    /// <summary>
    /// Cross-entropy from probabilities as Keras has it: the predictions are divided by their sum, clipped to [1e-7, 1 - 1e-7], and
    /// loss = -Σ t log p. The gradient goes through the division, and is 0 through the clip where it binds.
    /// </summary>
    public abstract BatchKernel CrossEntropyFromProbabilities(float smoothing, int batch, Storage predictions, Storage targets, LossOutputs outputs);

    /// <summary>Mean squared error: loss = mean over the image's elements of (p - t)².</summary>
    public abstract BatchKernel MeanSquaredError(int batch, Storage predictions, Storage targets, LossOutputs outputs);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel CrossEntropyFromLogits(float smoothing, int batch, Storage logits, Storage targets, LossOutputs outputs) =>
        new LossKernel<V, S, CrossEntropyFromLogitsLoss>(new(smoothing), batch, logits, targets, outputs);

    public override BatchKernel CrossEntropyFromProbabilities(float smoothing, int batch, Storage predictions, Storage targets, LossOutputs outputs) =>
        new LossKernel<V, S, CrossEntropyFromProbabilitiesLoss>(new(smoothing), batch, predictions, targets, outputs);

    public override BatchKernel MeanSquaredError(int batch, Storage predictions, Storage targets, LossOutputs outputs) =>
        new LossKernel<V, S, MeanSquaredErrorLoss>(default, batch, predictions, targets, outputs);
}
