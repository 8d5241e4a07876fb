namespace Krill.Training;

/// <summary>What whole training steps take.</summary>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Precision">The precision of products.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Steps">Steps that were timed.</param>
/// <param name="MedianSeconds">Seconds of the median step.</param>
/// <param name="FlopsPerImage">Floating-point operations of a step for an image, counted as <see cref="StepTimer"/> says.</param>
internal sealed record StepTiming(int BatchSize, Precision Precision, int Threads, int Steps, double MedianSeconds, double FlopsPerImage)
{
    /// <summary>Images a second in the median step.</summary>
    public double ImagesPerSecond => BatchSize / MedianSeconds;

    /// <summary>Billions of floating-point operations a second in the median step.</summary>
    public double GigaFlops => ImagesPerSecond * FlopsPerImage / 1e9;
}
