using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

public sealed class IdxFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes) => _folder.Write("file", bytes);

    DataException ErrorOfImages(byte[] bytes) => Assert.Throws<DataException>(() => IdxFile.ReadImages(Write(bytes)));

    DataException ErrorOfLabels(byte[] bytes) => Assert.Throws<DataException>(() => IdxFile.ReadLabels(Write(bytes), 10));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_PlainOrGzip_GivesShapeAndPixels(bool zipped)
    {
        byte[] file = IdxBytes.Make(0x803, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        (byte[] pixels, int count, ImageShape shape) = IdxFile.ReadImages(Write(zipped ? IdxBytes.Gzip(file) : file));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], pixels);
        Assert.Equal(2, count);
        Assert.Equal(new ImageShape(2, 3, 1), shape);
    }

    [Fact]
    public void ReadLabels_File_GivesLabels() => Assert.Equal([7, 2, 1, 0, 9], IdxFile.ReadLabels(Write(IdxBytes.Labels(7, 2, 1, 0, 9)), 10));

    [Fact]
    public void ReadLabels_LabelWithoutClass_SaysWhichOne()
    {
        DataException error = ErrorOfLabels(IdxBytes.Labels(3, 10, 1));
        Assert.Equal($"{_folder.File("file")}: received label 10 for image 1; expected labels 0 to 9. Use the labels that belong to this dataset.", error.Message);
    }

    [Fact]
    public void ReadImages_NoFile_SaysSo()
    {
        string path = _folder.File("nothing");
        var error = Assert.Throws<DataException>(() => IdxFile.ReadImages(path));
        Assert.Equal($"{path}: received no such file; expected a file of the dataset. Put it there.", error.Message);
    }

    [Fact]
    public void ReadImages_LabelsInstead_SuggestsAnExchange()
    {
        DataException error = ErrorOfImages(IdxBytes.Labels(1, 2, 3));
        Assert.Equal("the magic number 0x00000801", error.Received);
        Assert.Equal("0x00000803, an IDX file of images", error.Expected);
        Assert.Equal("It may be that the files of images and labels are exchanged.", error.Cure);
    }

    [Fact]
    public void ReadLabels_AnotherFormat_SaysTheMagicNumber()
    {
        DataException error = ErrorOfLabels("<html>not found</html>"u8.ToArray());
        Assert.Equal("the magic number 0x3C68746D", error.Received);
        Assert.Equal("0x00000801, an IDX file of labels", error.Expected);
        Assert.Equal("Give an IDX file, plain or as .gz. Delete the file and fetch it again from its authors.", error.Cure);
    }

    [Theory]
    [InlineData(0, "0 bytes", "0x00000803, an IDX file of images")]
    [InlineData(3, "3 bytes", "0x00000803, an IDX file of images")]
    [InlineData(10, "10 bytes", "a header of 16 bytes and images")]
    public void ReadImages_CutInTheHeader_SaysHowMuchThereIs(int length, string received, string expected)
    {
        DataException error = ErrorOfImages(IdxBytes.Images(1)[..length]);
        Assert.Equal((received, expected), (error.Received, error.Expected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_TooFewPixels_SaysCutOff(bool zipped)
    {
        byte[] file = IdxBytes.Images(2)[..^5];
        DataException error = ErrorOfImages(zipped ? IdxBytes.Gzip(file) : file);
        Assert.Equal(("1563 bytes of images", "1568, 2×28×28"), (error.Received, error.Expected));
        Assert.Equal("The file is cut off. Delete the file and fetch it again from its authors.", error.Cure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_BytesBehindTheLast_SaysTooLong(bool zipped)
    {
        byte[] file = [.. IdxBytes.Images(2), 0];
        DataException error = ErrorOfImages(zipped ? IdxBytes.Gzip(file) : file);
        Assert.Equal(("bytes behind the images", "1568 bytes of images, 2×28×28, and nothing after them"), (error.Received, error.Expected));
        Assert.Equal("The file is too long. Delete the file and fetch it again from its authors.", error.Cure);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.98)]
    public void ReadImages_GzipEndsEarly_SaysSo(double share)
    {
        byte[] zipped = IdxBytes.Gzip(IdxBytes.Images(50));
        DataException error = ErrorOfImages(zipped[..(int)(zipped.Length * share)]);
        Assert.EndsWith("Delete the file and fetch it again from its authors.", error.Cure, StringComparison.Ordinal);
        Assert.Equal(_folder.File("file"), error.Where);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(5)]
    public void ReadImages_GzipWithoutItsLastBytesOrWithMore_IsRefused(int bytes)
    {
        byte[] zipped = IdxBytes.Gzip(IdxBytes.Images(50));
        DataException error = ErrorOfImages(bytes < 0 ? zipped[..^-bytes] : [.. zipped, .. new byte[bytes]]);
        Assert.StartsWith("a gzip file that states a content of ", error.Received, StringComparison.Ordinal);
        Assert.Equal("39216, the bytes that are in it", error.Expected);
        Assert.Equal("The file is cut off, or something stands behind its end. Delete the file and fetch it again from its authors.", error.Cure);
    }

    [Fact]
    public void ReadImages_GzipWithAFlippedBit_IsRefused()
    {
        byte[] zipped = IdxBytes.Gzip(IdxBytes.Images(50));
        zipped[^6] ^= 1; // in the checksum
        DataException error = ErrorOfImages(zipped);
        Assert.StartsWith("a damaged gzip stream (", error.Received, StringComparison.Ordinal);
        Assert.Equal("a whole one", error.Expected);
    }

    [Theory]
    [InlineData(0, 28, 28, "images of 0×28×28")]
    [InlineData(-1, 28, 28, "images of -1×28×28")]
    [InlineData(2, -3, -5, "images of 2×-3×-5")]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, "images of 2147483647×2147483647×2147483647")]
    public void ReadImages_ImpossibleSizes_AreNamed(int count, int height, int width, string received)
    {
        DataException error = ErrorOfImages(IdxBytes.Make(0x803, [count, height, width], new byte[100]));
        Assert.Equal(received, error.Received);
        Assert.StartsWith("positive sizes, and at most", error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_HugeSizeInASmallFile_IsRefusedBeforeMemoryIsTaken(bool zipped)
    {
        byte[] file = IdxBytes.Make(0x803, [2_000_000, 28, 28], new byte[100]);
        long before = GC.GetTotalAllocatedBytes();
        DataException error = ErrorOfImages(zipped ? IdxBytes.Gzip(file) : file);
        Assert.Equal("1568000000, 2000000×28×28", error.Expected);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
    }

    [Fact]
    public void ReadImages_ADirectory_SaysWhatTheSystemSays()
    {
        var error = Assert.Throws<DataException>(() => IdxFile.ReadImages(_folder.Path));
        Assert.StartsWith("an error of the system (", error.Received, StringComparison.Ordinal);
        Assert.Equal("Check its permissions and the disk.", error.Cure);
    }
}
