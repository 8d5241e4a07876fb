namespace Krill.Runs;

/// <summary>How a run ended: the <c>result.json</c> of its folder.</summary>
public sealed record RunResult
{
    /// <summary>Why the training ended.</summary>
    public required TrainingEnd End { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Numbers that training changes by their gradient; moving statistics are not counted.</summary>
    public required int Parameters { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training images over the seconds of training.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Which weights the figures are of: the best, or (default) those the training ended with.</summary>
    public RunWeights Weights { get; init; } = RunWeights.Last;

    /// <summary>The epoch that was best by the monitored figure; null where none was.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The loss on the validation images; null without any.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The accuracy on the validation images, 0 to 1; null without any.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>The same of the images alone, where several views of each were averaged; else null.</summary>
    public double? ValidationAccuracyWithoutTta { get; init; }

    /// <summary>The loss on the test images; null where they were not evaluated.</summary>
    public double? TestLoss { get; init; }

    /// <summary>The accuracy on the test images, 0 to 1; null where they were not evaluated.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>The same of the images alone, where several views of each were averaged; else null.</summary>
    public double? TestAccuracyWithoutTta { get; init; }
}
