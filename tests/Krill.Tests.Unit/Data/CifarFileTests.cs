using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

public sealed class CifarFileTests : IDisposable
{
    const int Plane = 1024;
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A record whose red is 0, 1, 2 …, green twice that, blue three times.</summary>
    static byte[] Record(params byte[] labels) =>
    [
        .. labels,
        .. Enumerable.Range(0, Plane).Select(i => (byte)i),
        .. Enumerable.Range(0, Plane).Select(i => (byte)(2 * i)),
        .. Enumerable.Range(0, Plane).Select(i => (byte)(3 * i)),
    ];

    (byte[] Pixels, int[] Labels) Read(CifarFile format, byte[] bytes, int records)
    {
        byte[] pixels = new byte[records * 3 * Plane];
        var labels = new int[records];
        format.Read(_folder.Write("file.bin", bytes), pixels, labels);
        return (pixels, labels);
    }

    [Fact]
    public void Read_Planes_BecomePixels()
    {
        (byte[] pixels, int[] labels) = Read(new CifarFile(1, 0, 10), [.. Record(6), .. Record(9)], 2);
        Assert.Equal([6, 9], labels);
        for (int i = 0; i < 2 * Plane; i++)
        {
            Assert.Equal(((byte)i, (byte)(2 * i), (byte)(3 * i)), (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]));
        }
    }

    [Theory]
    [InlineData(0, 20, 19)]
    [InlineData(1, 100, 99)]
    public void Read_TwoLabels_TakesTheOneAskedFor(int labelAt, int classes, int expected)
    {
        (_, int[] labels) = Read(new CifarFile(2, labelAt, classes), Record(19, 99), 1);
        Assert.Equal([expected], labels);
    }

    [Fact]
    public void Read_LabelWithoutClass_SaysWhichOne()
    {
        var error = Assert.Throws<DataException>(() => Read(new CifarFile(1, 0, 10), [.. Record(6), .. Record(10)], 2));
        Assert.Equal(
            $"{_folder.File("file.bin")}: received label 10 for image 1; expected labels 0 to 9. Delete the file and fetch it again from its authors.",
            error.Message);
    }

    [Theory]
    [InlineData(3072, "cut off")]
    [InlineData(3074, "too long")]
    [InlineData(6146, "too long")]
    [InlineData(0, "cut off")]
    public void Read_OtherLength_SaysCutOffOrTooLong(int length, string what)
    {
        var bytes = new byte[length];
        var error = Assert.Throws<DataException>(() => Read(new CifarFile(1, 0, 10), bytes, 1));
        Assert.Equal(
            $"{_folder.File("file.bin")}: received {length} bytes; expected 3073 bytes, 1 records of 3073. "
            + $"The file is {what}. Delete the file and fetch it again from its authors.",
            error.Message);
    }

    [Fact]
    public void Read_GzipFile_AsksToUnpackIt()
    {
        var error = Assert.Throws<DataException>(() => Read(new CifarFile(1, 0, 10), IdxBytes.Gzip(Record(1)), 1));
        Assert.Equal(("a gzip file", "Unpack it."), (error.Received, error.Cure));
    }
}
