namespace Krill.Data;

/// <summary>Reads the pictures of a folder into sets of images.</summary>
/// <param name="folder">Where they are and what is made of them.</param>
/// <param name="progress">Is told of the pictures that are read, on the calling thread. None by default.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class FolderReader(ImageFolder folder, IProgress<FolderProgress>? progress = null, CancellationToken cancellation = default)
{
    const int MostErrors = 20;

    readonly List<DataException> _errors = [];
    int _done;
    int _total;

    /// <summary>The folder as it was read: with the channels of its pictures, and the checksum of those that were divided at random.</summary>
    public ImageFolder Folder { get; private set; } = folder.Whole();

    /// <summary>Files that are no pictures by their endings.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <summary>The names of folders that are neither parts nor classes.</summary>
    public IReadOnlyList<string> FoldersLeftOut { get; private set; } = [];

    /// <summary>Reads all parts.</summary>
    /// <param name="validation">The share of the training pictures to choose by, where the folder has none for it, and which division; a share of 0 for none.</param>
    /// <exception cref="DataException">The folder is not as it should be, or pictures cannot be read.</exception>
    public Dataset Read((double Share, ulong Seed) validation)
    {
        FolderListing listing = List();
        var parts = FolderParts.Of(listing, Folder, validation);
        _total = parts.Train.Count + (parts.Validation?.Count ?? 0) + parts.Test.Count;
        ImageSet? train = Images(parts.Train, listing.Classes), test = Images(parts.Test, listing.Classes);
        ImageSet? chosenBy = parts.Validation is { } files ? Images(files, listing.Classes) : null;
        RequireAll();
        return new Dataset(Folder.Name, train!, test!) { Validation = chosenBy };
    }

    /// <summary>Reads the test pictures only, as <see cref="Read"/> does.</summary>
    /// <param name="classes">The classes that there were.</param>
    /// <exception cref="DataException">The folder is not as it was, or pictures cannot be read.</exception>
    public ImageSet ReadTest(IReadOnlyList<string> classes)
    {
        FolderListing listing = List();
        if (!listing.Classes.SequenceEqual(classes))
        {
            throw new DataException(
                Folder.Directory, $"the classes {string.Join(", ", listing.Classes)}", $"those that were trained: {string.Join(", ", classes)}",
                "Give the folder that was trained on, or one with these classes.");
        }

        return ReadPart(FolderParts.Of(listing, Folder, (0, 0)).Test, classes);
    }

    /// <summary>Reads the pictures of another folder than was trained on: those of its <c>test</c>, or all where its subfolders are the classes.</summary>
    /// <remarks>
    /// A folder whose pictures have the names of those that were divided for the training is taken for that folder at another place: it is divided in the same
    /// way, since else pictures that trained would test.
    /// </remarks>
    /// <param name="classes">The classes that were trained; the folder may have fewer.</param>
    /// <param name="trained">The checksum of the pictures that were divided for the training; null where none were.</param>
    /// <exception cref="DataException">The folder has other classes, or training pictures only, or pictures cannot be read.</exception>
    public ImageSet ReadOther(IReadOnlyList<string> classes, string? trained)
    {
        FolderListing listing = List();
        string[] unknown = [.. listing.Classes.Except(classes)];
        if (unknown.Length > 0)
        {
            throw new DataException(
                Folder.Directory, $"pictures of {string.Join(", ", unknown)}", $"those of classes that were trained: {string.Join(", ", classes)}", "Rename or remove the folders.");
        }

        if (trained is not null && Folder.Fingerprint == trained)
        {
            return ReadPart(FolderParts.Of(listing, Folder, (0, 0)).Test, classes);
        }

        if (listing.HasParts && listing.Test is null)
        {
            throw new DataException(Folder.Directory, "a folder train and no folder test", "pictures to test with", "Give the folder of the classes itself, or add test.");
        }

        int[] labels = [.. listing.Classes.Select(name => Array.IndexOf([.. classes], name))];
        return ReadPart([.. (listing.Test ?? listing.Train).Select(picture => picture with { Label = labels[picture.Label] })], classes);
    }

    ImageSet ReadPart(IReadOnlyList<PictureFile> files, IReadOnlyList<string> classes)
    {
        _total = files.Count;
        ImageSet? images = Images(files, classes);
        RequireAll();
        return images!;
    }

    FolderListing List()
    {
        var listing = FolderListing.Of(Folder.Directory);
        LeftOut = listing.LeftOut;
        FoldersLeftOut = listing.Beside;
        string? fingerprint = listing.Test is null ? listing.Fingerprint() : null;
        if (Folder.Fingerprint is { } expected && fingerprint != expected)
        {
            throw new DataException(
                Folder.Directory,
                "other pictures than when they were divided into training and test",
                "the same names, since with others some images that trained would now test",
                "Put the pictures back, or test on others: krill evaluate RUN --data DIR.");
        }

        Folder = Folder with { Fingerprint = fingerprint };
        return listing;
    }

    /// <summary>The images of a part; null once a picture could not be read. The others are read all the same, so that all errors are told at once.</summary>
    ImageSet? Images(IReadOnlyList<PictureFile> files, IReadOnlyList<string> classes)
    {
        RequireRoom(files.Count, Folder.Channels ?? 1);
        int before = _done;
        void Report(int done) => progress?.Report(new FolderProgress(Folder.Name, _done = before + done, _total));
        (byte[]?[] read, DataException?[] errors) = new PictureLoader(Folder, Report, cancellation).Read([.. files.Select(file => file.Path)]);
        _errors.AddRange(errors.OfType<DataException>());
        if (_errors.Count > 0)
        {
            return null;
        }

        byte[][] images = read!;
        int area = Folder.Height!.Value * Folder.Width!.Value;
        if (Folder.Channels is null)
        {
            Folder = Folder with { Channels = images.Any(image => image.Length > area) ? 3 : 1 };
            RequireRoom(files.Count, Folder.Channels.Value);
        }

        var shape = new ImageShape(Folder.Height.Value, Folder.Width.Value, Folder.Channels.Value);
        byte[] pixels = new byte[files.Count * shape.Length];
        for (int i = 0; i < images.Length; i++)
        {
            Krill.Images.PictureFit.Copy(images[i], pixels.AsSpan(i * shape.Length, shape.Length));
            images[i] = []; // not needed twice
        }

        return ImageSet.FromBytes(pixels, [.. files.Select(file => file.Label)], shape, classes);
    }

    /// <summary>One error as it is; of several a line each.</summary>
    void RequireAll()
    {
        if (_errors.Count == 0)
        {
            return;
        }

        if (_errors.Count == 1)
        {
            throw _errors[0];
        }

        IEnumerable<string> lines = _errors.Take(MostErrors).Select(error => $"  {Path.GetRelativePath(Folder.Directory, error.Where)}: received {error.Received}; expected {error.Expected}");
        string more = _errors.Count > MostErrors ? $"{Environment.NewLine}  and {_errors.Count - MostErrors} more" : "";
        throw new DataException(
            Folder.Directory, $"{_errors.Count} pictures that cannot be read", "none",
            $"Save them as PNG or JPEG, or leave them out:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}{more}", _errors[0]);
    }

    void RequireRoom(int count, int channels)
    {
        Int128 bytes = (Int128)count * Folder.Height!.Value * Folder.Width!.Value * channels;
        if (bytes > Array.MaxLength)
        {
            throw new DataException(
                Folder.Directory, $"{count} pictures of {Folder.Height}×{Folder.Width}×{channels}, {bytes} bytes", $"at most {Array.MaxLength} bytes", "Choose a smaller size of images.");
        }
    }
}
