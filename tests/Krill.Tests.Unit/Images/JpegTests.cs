using Krill.Data;
using Krill.Images;
using Krill.Results;

namespace Krill.Tests.Unit.Images;

/// <summary>Pictures that libjpeg's programs wrote, held against the pixels that libjpeg finds in them (Fixtures/make.py makes both).</summary>
public sealed class JpegTests
{
    static readonly string s_fixtures = Path.Combine(Repository.Containing(AppContext.BaseDirectory).Root, "tests/Krill.Tests.Unit/Images/Fixtures");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(s_fixtures, "*.jpg").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(name => name != "cmyk").Order(StringComparer.Ordinal)];

    [Fact]
    public void Fixtures_AreThere() => Assert.Equal(13, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FileOfAnotherProgram_GivesLibjpegsPixels(string name)
    {
        Picture picture = Picture.Read(Fixture($"{name}.jpg"));
        Picture expected = Picture.Read(Fixture($"{name}.png"));

        Assert.Equal(expected.Shape, picture.Shape);
        Assert.Equal(expected.Pixels.ToArray(), picture.Pixels.ToArray());
    }

    [Theory]
    [InlineData("420")]
    [InlineData("422-restart")]
    [InlineData("420-progressive")]
    [InlineData("grey-progressive")]
    public void Read_FileCutOffAnywhere_SaysSo(string name)
    {
        byte[] file = File.ReadAllBytes(Fixture($"{name}.jpg"));

        for (int length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<DataException>(() => Picture.Read(new MemoryStream(file[..length])));
            Assert.StartsWith("Picture: received ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("420")]
    [InlineData("422-restart")]
    [InlineData("420-progressive-restart")]
    [InlineData("grey")]
    public void Read_DamagedFile_IsReadOrRefused(string name)
    {
        byte[] file = File.ReadAllBytes(Fixture($"{name}.jpg"));
        int refused = 0;
        for (ulong trial = 0; trial < 300; trial++)
        {
            byte[] damaged = [.. file];
            ulong key = CounterRandom.Key(trial, 1);
            for (ulong i = 0; i < 3; i++)
            {
                damaged[CounterRandom.Below(key, 2 * i, file.Length)] = (byte)CounterRandom.Below(key, (2 * i) + 1, 256);
            }

            try
            {
                Picture.Read(new MemoryStream(damaged));
            }
            catch (DataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 299);
    }

    [Fact]
    public void Read_FourColours_SaysWhatToDo()
    {
        string path = Fixture("cmyk.jpg");

        var error = Assert.Throws<DataException>(() => Picture.Read(path));

        Assert.Equal(
            $"{path}: received a JPEG file of four colours (CMYK, for printing); expected grey, or red, green and blue. Save the picture in RGB, or leave it out.", error.Message);
    }

    [Theory]
    [InlineData(0xC0, 0xC9, "a JPEG file of the rare kind C9 (lossless, hierarchical or arithmetic)")]
    [InlineData(0xC0, 0xC3, "a JPEG file of the rare kind C3 (lossless, hierarchical or arithmetic)")]
    public void Read_RareKind_IsNamed(byte marker, byte other, string received)
    {
        byte[] file = File.ReadAllBytes(Fixture("444.jpg"));
        int at = file.AsSpan().IndexOf([(byte)0xFF, marker]);
        file[at + 1] = other;

        var error = Assert.Throws<DataException>(() => Picture.Read(new MemoryStream(file)));

        Assert.Equal(received, error.Received);
        Assert.Equal("Save the picture as an ordinary JPEG or as PNG, or leave it out.", error.Cure);
    }

    [Fact]
    public void Read_TwelveBits_IsNamed()
    {
        byte[] file = File.ReadAllBytes(Fixture("444.jpg"));
        file[file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 4] = 12;

        Assert.Equal("a JPEG file of 12 bits a value", Assert.Throws<DataException>(() => Picture.Read(new MemoryStream(file))).Received);
    }

    [Fact]
    public void Read_HugeSizeInASmallFile_IsRefusedBeforeMemoryIsTaken()
    {
        byte[] file = File.ReadAllBytes(Fixture("444.jpg"));
        int at = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5;
        file[at] = file[at + 2] = 0x27; // 9,999 or so each way
        long before = GC.GetTotalAllocatedBytes();

        var error = Assert.Throws<DataException>(() => Picture.Read(new MemoryStream(file)));

        Assert.Equal($"{file.Length} bytes", error.Received);
        Assert.StartsWith("at least ", error.Expected, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
    }

    [Fact]
    public void Invert_RandomBlocks_AgreesWithTheCosineSumsInDoublePrecision()
    {
        ushort[] factors = [.. Enumerable.Repeat((ushort)3, 64)];
        for (ulong trial = 0; trial < 50; trial++)
        {
            ulong key = CounterRandom.Key(trial, 2);
            short[] block = new short[64];
            block[0] = (short)(CounterRandom.Below(key, 99, 500) - 250);
            for (ulong i = 0; i < 10; i++)
            {
                block[CounterRandom.Below(key, 2 * i, 64)] = (short)(CounterRandom.Below(key, (2 * i) + 1, 60) - 30);
            }

            byte[] samples = new byte[64];
            JpegTransform.Invert(block, factors, new int[64], samples, 8);

            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    double sum = 0;
                    for (int v = 0; v < 8; v++)
                    {
                        for (int u = 0; u < 8; u++)
                        {
                            double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                            sum += scale * 3 * block[(v * 8) + u] * Math.Cos(((2 * x) + 1) * u * Math.PI / 16) * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
                        }
                    }

                    // Half for the last rounding, and at most 8 · 1/8 · 0.36 for the first pass's, which keeps two bits behind the point.
                    Assert.InRange(samples[(y * 8) + x] - Math.Clamp(sum + 128, 0, 255), -0.87, 0.87);
                }
            }
        }
    }

    [Theory]
    [InlineData(1, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(3, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(5, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(6, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [InlineData(7, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [InlineData(8, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void Upturned_EachOrientation_PutsThePixelsWhereExifSays(int orientation, byte[] expected)
    {
        var picture = new Picture(new ImageShape(2, 3, 1), [1, 2, 3, 4, 5, 6]);

        Picture upturned = ExifOrientation.Upturned(picture, orientation);

        Assert.Equal(orientation < 5 ? new ImageShape(2, 3, 1) : new ImageShape(3, 2, 1), upturned.Shape);
        Assert.Equal(expected, upturned.Pixels.ToArray());
    }

    static string Fixture(string name) => Path.Combine(s_fixtures, name);
}
