namespace Krill.Training;

/// <summary>What whole training steps take.</summary>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Precision">The precision of products.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Steps">Steps that were timed.</param>
/// <param name="MedianSeconds">Seconds of the median step.</param>
/// <param name="FlopsPerImage">Floating-point operations of a step for an image, counted as <see cref="StepTimer"/> says.</param>
/// <param name="PeakGigaFlops">The processor's peak in the precision just before the steps and just after them, in billions of operations a second.</param>
internal sealed record StepTiming(
    int BatchSize, Precision Precision, int Threads, int Steps, double MedianSeconds, double FlopsPerImage, (double Before, double After) PeakGigaFlops)
{
    /// <summary>Training without augmentation, if it was asked for.</summary>
    public TrainingTiming? Training { get; init; }

    /// <summary>Training with the recipe's augmentation, if it has one and training was asked for.</summary>
    public TrainingTiming? AugmentedTraining { get; init; }

    /// <summary>Images a second in the median step.</summary>
    public double ImagesPerSecond => BatchSize / MedianSeconds;

    /// <summary>Billions of floating-point operations a second in the median step.</summary>
    public double GigaFlops => ImagesPerSecond * FlopsPerImage / 1e9;
}
