namespace Krill;

/// <summary>A figure of an epoch that callbacks can watch (Keras's <c>monitor</c>).</summary>
/// <remarks>The losses are better when they fall, the accuracies when they rise.</remarks>
public enum Metric
{
    /// <summary>The loss on the training images, averaged while training; Keras's <c>loss</c>.</summary>
    Loss,

    /// <summary>The accuracy on the training images, 0 to 1, averaged while training; Keras's <c>accuracy</c>.</summary>
    Accuracy,

    /// <summary>The loss on the validation images after the epoch; Keras's <c>val_loss</c>.</summary>
    ValidationLoss,

    /// <summary>The accuracy on the validation images after the epoch, 0 to 1; Keras's <c>val_accuracy</c>.</summary>
    ValidationAccuracy,
}
