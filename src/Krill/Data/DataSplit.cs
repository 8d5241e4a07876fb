namespace Krill.Data;

/// <summary>A set of images divided in two: what a network learns from, and what it is judged by while it learns.</summary>
/// <param name="Train">The images to learn from.</param>
/// <param name="Validation">The images to judge by; none of them is in <paramref name="Train"/>.</param>
public sealed record DataSplit(ImageSet Train, ImageSet Validation);
