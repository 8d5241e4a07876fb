namespace Krill.Data;

/// <summary>A dataset in memory: the images to learn from, and those that are kept for the final figure.</summary>
/// <param name="Name">The name that it was loaded by, in lower case; of pictures in a folder, the folder's.</param>
/// <param name="Train">The training images. Validation images are split off from these, never from <paramref name="Test"/>.</param>
/// <param name="Test">The test images. Nothing may be chosen by them.</param>
public sealed record Dataset(string Name, ImageSet Train, ImageSet Test)
{
    /// <summary>Images to choose by, where the dataset brings some of its own; else null (default).</summary>
    public ImageSet? Validation { get; init; }
}
