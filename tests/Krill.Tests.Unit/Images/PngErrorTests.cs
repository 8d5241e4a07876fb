using Krill.Data;
using Krill.Images;
using Krill.Testing;

namespace Krill.Tests.Unit.Images;

public sealed class PngErrorTests
{
    const string Cure = "The file is damaged or cut off: save the picture anew, or leave it out.";

    static readonly byte[] s_end = PngBytes.Chunk("IEND", []);

    [Fact]
    public void Read_FileCutOffAnywhere_SaysSo()
    {
        byte[] file = Grey().Make();

        for (int length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<DataException>(() => Read(file[..length]));
            Assert.StartsWith("Picture: received ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_AnyByteChanged_IsRefused()
    {
        byte[] file = Grey().Make();

        for (int at = 0; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 0x10;
            Assert.Throws<DataException>(() => Read(damaged));
        }
    }

    [Fact]
    public void Read_ChunkWithAWrongChecksum_NamesIt()
    {
        byte[] file = Grey().Make();
        file[^14] ^= 1; // in the pixels, before their checksum and the end chunk
        using var folder = new TemporaryFolder();
        string path = folder.Write("cat.png", file);

        var error = Assert.Throws<DataException>(() => Picture.Read(path));

        Assert.Matches($@"^{path}: received a chunk IDAT with the checksum [0-9A-F]{{8}}; expected [0-9A-F]{{8}}, as it states\. {Cure}$", error.Message);
    }

    [Fact]
    public void Read_EachWrongPart_SaysWhatAndWhatWasExpected()
    {
        Check("a header of 12 bytes", "13", PngBytes.Chunk("IHDR", new byte[12]));
        Check("a picture of 0×3 pixels", "at least 1×1, and at most 134217728 pixels", Header(3, 0, 8, 0));
        Check("a picture of 100000×100000 pixels", "at least 1×1, and at most 134217728 pixels", Header(100_000, 100_000, 8, 0));
        Check("the colour type 2 with 4 bits", "a pair that the PNG specification has", Header(2, 2, 4, 2));
        Check("the colour type 1 with 8 bits", "a pair that the PNG specification has", Header(2, 2, 8, 1));
        Check("compression 1, filters 0 and interlacing 0", "0, 0 and 0 or 1, all that the PNG specification has", PngBytes.Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 1, 0, 0]));
        Check("the chunk IDAT first", "the chunk IHDR first, and once", PngBytes.Chunk("IDAT", []));
        Check("the chunk IHDR twice", "the chunk IHDR first, and once", Grey().Header, Grey().Header);
        Check("the chunk CRIT, without which the picture cannot be understood", "those of the PNG specification", Grey().Header, PngBytes.Chunk("CRIT", []));
        Check("0 packed bytes of pixels", "20 bytes when unpacked, a picture of 4×4 pixels", Grey().Header, s_end);
        Check("pixels that end early", "20 bytes when unpacked, a picture of 4×4 pixels", Grey().Header, Data(new byte[19]), s_end);
        Check("more pixels than the picture has", "those of 4×4", Grey().Header, Data(new byte[21]), s_end);
        Check("a row with filter 5", "one of 0 to 4", Grey().Header, Data([5, .. new byte[19]]), s_end);
        Check("a palette of 0 bytes", "three a colour, for 1 to 2 colours", Header(8, 1, 1, 3), Data([0, 0]), s_end);
        Check("a palette of 4 bytes", "three a colour, for 1 to 2 colours", Header(8, 1, 1, 3), PngBytes.Chunk("PLTE", new byte[4]), Data([0, 0]), s_end);
        Check("2 transparent colours", "at most 1, those of the palette", Header(8, 1, 1, 3), PngBytes.Chunk("PLTE", new byte[3]), PngBytes.Chunk("tRNS", new byte[2]), Data([0, 0]), s_end);
        Check("a pixel of colour 1", "0 to 0, those of the palette", Header(8, 1, 1, 3), PngBytes.Chunk("PLTE", new byte[3]), Data([0, 1]), s_end);
        Check("a transparent colour of 1 bytes", "2", Grey().Header, PngBytes.Chunk("tRNS", [1]), Data(new byte[20]), s_end);
    }

    [Fact]
    public void Read_PackedPixelsWithAWrongChecksum_AreRefused()
    {
        byte[] packed = PngBytes.Pack(new byte[20]);
        packed[^1] ^= 1;

        DataException error = Error(Grey().Header, PngBytes.Chunk("IDAT", packed), s_end);

        Assert.StartsWith("damaged pixels (", error.Received, StringComparison.Ordinal);
        Assert.Equal("a whole zlib stream", error.Expected);
    }

    [Fact]
    public void Read_HugeSizeInASmallFile_IsRefusedBeforeMemoryIsTaken()
    {
        long before = GC.GetTotalAllocatedBytes();

        DataException error = Error(Header(10_000, 10_000, 16, 6), Data(new byte[20]), s_end);

        Assert.Equal("800010000 bytes when unpacked, a picture of 10000×10000 pixels", error.Expected);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("GIF89a and so on", "a file that begins with 4749463839612061")]
    public void Read_AnotherFormat_NamesTheBeginning(string content, string received)
    {
        var error = Assert.Throws<DataException>(() => Read(System.Text.Encoding.ASCII.GetBytes(content)));

        Assert.Equal((received, "a PNG or JPEG file"), (error.Received, error.Expected));
    }

    [Fact]
    public void Picture_WrongShapeOrLength_SaysWhatWasExpected()
    {
        Assert.StartsWith(
            "Picture: received the shape 2×2×2; expected a height and a width of at least 1, at most 134217728 pixels, and 1 channel (grey) or 3 (red, green, blue).",
            Assert.Throws<ArgumentException>(() => new Picture(new ImageShape(2, 2, 2), new byte[8])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Picture: received 5 bytes; expected 4, a picture of 2×2×1.",
            Assert.Throws<ArgumentException>(() => new Picture(new ImageShape(2, 2, 1), new byte[5])).Message, StringComparison.Ordinal);
    }

    static PngBytes Grey() => new() { Height = 4, Width = 4, Colour = 0, Depth = 8, Sample = (y, x, _) => (y * 40) + (x * 3) };

    static byte[] Header(int width, int height, int depth, int colour) =>
        new PngBytes { Height = height, Width = width, Depth = depth, Colour = colour, Sample = (_, _, _) => 0 }.Header;

    static byte[] Data(byte[] rows) => PngBytes.Chunk("IDAT", PngBytes.Pack(rows));

    static void Check(string received, string expected, params byte[][] chunks)
    {
        DataException error = Error(chunks);
        Assert.Equal((received, expected, true), (error.Received, error.Expected, error.Cure.Length > 10));
    }

    static DataException Error(params byte[][] chunks) => Assert.Throws<DataException>(() => Read([.. PngBytes.Signature, .. chunks.SelectMany(chunk => chunk)]));

    static Picture Read(byte[] file) => Picture.Read(new MemoryStream(file));
}
