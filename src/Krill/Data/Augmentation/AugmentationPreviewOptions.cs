namespace Krill.Data;

/// <summary>How an <see cref="AugmentationPreview"/> is drawn.</summary>
public sealed record AugmentationPreviewOptions
{
    /// <summary>Rows, each of an image where there are augmentations; at least 1, by default 10. A smaller set has fewer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Rows { get; init => field = Require.AtLeast(value, 1, "AugmentationPreviewOptions.Rows"); } = 10;

    /// <summary>Columns: with augmentations the image as it is, and those of one epoch after another; at least 1, by default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Columns { get; init => field = Require.AtLeast(value, 1, "AugmentationPreviewOptions.Columns"); } = 10;

    /// <summary>Pixels of the picture a pixel of the image, each way, at least 1; by default as many as make an image up to 80 pixels large.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Scale { get; init => field = value is { } scale ? Require.AtLeast(scale, 1, "AugmentationPreviewOptions.Scale") : null; }

    /// <summary>The key of the random numbers; 0 by default.</summary>
    public ulong Seed { get; init; }
}
