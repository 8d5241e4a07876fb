namespace Krill.Data;

/// <summary>Reads CIFAR-10 or CIFAR-100: binary files for both parts, and a text file with a class name a line.</summary>
internal static class CifarDataset
{
    public static Dataset Read(DatasetInfo info, string folder, CifarFile format, CifarFiles files)
    {
        string[] classNames = ReadNames(DatasetFolder.PathOf(info, folder, files.Names), info.Classes);
        return new Dataset(
            info.Name,
            ReadPart(info, folder, format, files.Train, info.TrainCount, classNames),
            ReadPart(info, folder, format, files.Test, info.TestCount, classNames));
    }

    static ImageSet ReadPart(DatasetInfo info, string folder, CifarFile format, string[] names, int count, string[] classNames)
    {
        int each = count / names.Length, imageLength = CifarFile.Shape.Length;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(count * imageLength);
        var labels = new int[count];
        for (int i = 0; i < names.Length; i++)
        {
            format.Read(
                DatasetFolder.PathOf(info, folder, names[i]),
                new ArraySegment<byte>(pixels, i * each * imageLength, each * imageLength),
                new ArraySegment<int>(labels, i * each, each));
        }

        return ImageSet.FromBytes(pixels, labels, CifarFile.Shape, classNames);
    }

    static string[] ReadNames(string path, int classes) => DataFile.Read(path, file =>
    {
        using var reader = new StreamReader(file.Content);
        string[] names = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == classes
            ? names
            : throw new DataException(path, $"{names.Length} class names", $"{classes}, one a line", DataFile.Refetch);
    });
}

/// <summary>The names of CIFAR's files.</summary>
/// <param name="Train">The files of the training images, all of the same size.</param>
/// <param name="Test">The files of the test images, all of the same size.</param>
/// <param name="Names">The file of the class names.</param>
internal sealed record CifarFiles(string[] Train, string[] Test, string Names);
