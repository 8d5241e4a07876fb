namespace Krill.Training;

/// <summary>How fast training itself is, with what makes its batches, beside its steps on images that are already in memory.</summary>
/// <param name="ImagesPerSecond">Images a second of the median epoch.</param>
/// <param name="Share">Of the speed of the steps alone just before each epoch, which share the epoch reached: the median.</param>
internal readonly record struct TrainingTiming(double ImagesPerSecond, double Share);
