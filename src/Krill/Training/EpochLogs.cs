namespace Krill;

/// <summary>The figures of one epoch.</summary>
public readonly record struct EpochLogs
{
    /// <summary>The number of the epoch, the first being 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>
    /// The loss on the training images: the mean over the epoch's images of the loss as it was when each was trained on, plus the regularization
    /// at the time of its batch (Keras's running average).
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>The share of the training images that were classified correctly when they were trained on, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean loss on the validation images after the epoch, regularization included; null without validation images.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The share of the validation images that are classified correctly after the epoch, 0 to 1; null without validation images.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>The optimizer's learning rate at the end of the epoch, before callbacks changed it; without <c>Decay</c>, as Keras logs it.</summary>
    public required float LearningRate { get; init; }

    /// <summary>How many images were trained on.</summary>
    public required int Images { get; init; }

    /// <summary>Seconds that the training steps of the epoch took, waiting for images included, validation excluded.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Seconds that the validation after the epoch took; 0 without validation images.</summary>
    public double ValidationSeconds { get; init; }

    /// <summary>Training images a second of training.</summary>
    public double ImagesPerSecond => TrainingSeconds > 0 ? Images / TrainingSeconds : 0;

    /// <summary>A figure by name; null where there is none.</summary>
    /// <param name="metric">The figure.</param>
    public double? this[Metric metric] => metric switch
    {
        Metric.Loss => Loss,
        Metric.Accuracy => Accuracy,
        Metric.ValidationLoss => ValidationLoss,
        _ => ValidationAccuracy,
    };
}
