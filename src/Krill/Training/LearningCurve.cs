namespace Krill;

/// <summary>What of a training is drawn over its epochs.</summary>
public enum LearningCurve
{
    /// <summary>The loss on the training images and, where there are any, on the validation images.</summary>
    Loss,

    /// <summary>The accuracy on the same images.</summary>
    Accuracy,

    /// <summary>The learning rate at the end of each epoch.</summary>
    LearningRate,
}
