namespace Krill.Losses;

/// <summary>What becomes of the losses of a batch's images.</summary>
public enum LossReduction
{
    /// <summary>Gradients are those of the mean over the images; Keras's <c>sum_over_batch_size</c>.</summary>
    Mean,

    /// <summary>Gradients are those of the sum over the images, so they grow with the batch; Keras's <c>sum</c>.</summary>
    Sum,
}
