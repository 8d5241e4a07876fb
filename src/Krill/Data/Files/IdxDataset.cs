namespace Krill.Data;

/// <summary>Reads a dataset of four IDX files: images and labels, to learn from and to test.</summary>
internal static class IdxDataset
{
    public const string TrainImages = "train-images-idx3-ubyte.gz";
    public const string TrainLabels = "train-labels-idx1-ubyte.gz";
    public const string TestImages = "t10k-images-idx3-ubyte.gz";
    public const string TestLabels = "t10k-labels-idx1-ubyte.gz";

    public static Dataset Read(DatasetInfo info, string folder, IReadOnlyList<string> classNames)
    {
        // Beside each other: unpacking is half of what a small network waits for before its first step.
        Task<ImageSet> test = Task.Run(() => ReadPart(info, folder, TestImages, TestLabels, classNames));
        ImageSet train = ReadPart(info, folder, TrainImages, TrainLabels, classNames);
        return new Dataset(info.Name, train, test.GetAwaiter().GetResult());
    }

    static ImageSet ReadPart(DatasetInfo info, string folder, string images, string labels, IReadOnlyList<string> classNames)
    {
        string imagesPath = DatasetFolder.PathOf(info, folder, images), labelsPath = DatasetFolder.PathOf(info, folder, labels);
        (byte[] pixels, int count, ImageShape shape) = IdxFile.ReadImages(imagesPath);
        int[] classes = IdxFile.ReadLabels(labelsPath, info.Classes);
        if (shape != info.Shape)
        {
            throw new DataException(imagesPath, $"images of {shape}", $"{info.Shape}, the shape of {info.Name}", "Use the files that belong to this dataset.");
        }

        if (count != classes.Length)
        {
            throw new DataException(
                imagesPath, $"{count} images, and {classes.Length} labels in {Path.GetFileName(labelsPath)}", "as many labels as images",
                "Use the two files of the same part of the same dataset.");
        }

        return ImageSet.FromBytes(pixels, classes, shape, classNames);
    }
}
