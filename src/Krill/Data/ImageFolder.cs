using System.Globalization;

namespace Krill.Data;

/// <summary>A folder of pictures with a subfolder for each class, and what is made of them: images of one size.</summary>
/// <remarks>
/// <para>The subfolders of the directory are the classes, named by the folders and numbered in the ordinal order of their names. Or it has the folders
/// <c>train</c>, and beside it <c>test</c> or <c>val</c> or both (also <c>training</c>, <c>testing</c>, <c>valid</c>, <c>validation</c>), each with the same
/// classes. Test pictures that are not there are split off, every class in its share.</para>
/// <para>Pictures are PNG or JPEG by their endings, in the class folder or below it; other files are left out. A picture is averaged over the area of each new
/// pixel where it shrinks and interpolated where it grows. Images are grey where all training pictures are, else colour. Only the resized bytes stay in
/// memory.</para>
/// </remarks>
public sealed record ImageFolder
{
    /// <summary>The directory.</summary>
    public required string Directory { get; init; }

    /// <summary>Rows of an image, at least 1; by default those of the recipe's own dataset. <see cref="Load"/> needs it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Height { get; init => field = value is { } height ? Require.AtLeast(height, 1, "ImageFolder.Height") : null; }

    /// <summary>Columns of an image, at least 1; by default those of the recipe's own dataset. <see cref="Load"/> needs it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Width { get; init => field = value is { } width ? Require.AtLeast(width, 1, "ImageFolder.Width") : null; }

    /// <summary>1 for grey or 3 for colour; by default as the training pictures are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 1 nor 3.</exception>
    public int? Channels
    {
        get;
        init => field = value is null or 1 or 3
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"ImageFolder.Channels: received {value}; expected 1 for grey or 3 for colour, or null for what the pictures are.");
    }

    /// <summary>
    /// Whether the largest middle part of a picture that has the image's proportions is taken; by default the whole picture is stretched to them. Source:
    /// Keras's <c>crop_to_aspect_ratio</c>.
    /// </summary>
    public bool CropToAspectRatio { get; init; }

    /// <summary>The share of the pictures that tests where there is no folder <c>test</c>, between 0 and 1, both excluded; 0.2 by default. Each class gives at least one, and keeps two where it has three.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double TestFraction
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"ImageFolder.TestFraction: received {value}; expected more than 0 and less than 1."));
    } = 0.2;

    /// <summary>Which of the possible divisions into training and test pictures; 0 by default. It is not the seed of a run, so that runs can be compared.</summary>
    public ulong SplitSeed { get; init; }

    /// <summary>
    /// The checksum of the names of the pictures that were divided, as a run records it: a folder that would be divided otherwise is then refused, since
    /// images that trained would test. Not compared by default.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>The name of the directory, which the dataset gets.</summary>
    internal string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory))) is { Length: > 0 } name ? name : "images";

    /// <summary>Reads the pictures, on all cores.</summary>
    /// <param name="progress">Is told how many are read, on the calling thread. None by default.</param>
    /// <param name="cancellation">Ends the reading. None by default.</param>
    /// <returns>
    /// The images, in the order of their classes and names: split validation images off with <see cref="ImageSet.Split"/>, not with
    /// <see cref="ImageSet.SplitLast"/>. <see cref="Dataset.Validation"/> has those of the folder <c>val</c>.
    /// </returns>
    /// <exception cref="InvalidOperationException">Height or width are not given.</exception>
    /// <exception cref="DataException">
    /// There is no such directory, fewer than two classes, a class without pictures or with too few to split, other classes to test than to train, or pictures
    /// cannot be read.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public Dataset Load(IProgress<FolderProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (Height is null || Width is null)
        {
            throw new InvalidOperationException("ImageFolder.Load: received no height or no width; expected both. Set Height and Width to the size that the network takes.");
        }

        return new FolderReader(this, progress, cancellation).Read((0, 0));
    }

    /// <summary>The same with a whole path, which means the same from any other directory.</summary>
    internal ImageFolder Whole() => this with { Directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory)) };
}
