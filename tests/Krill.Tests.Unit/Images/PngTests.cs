using Krill.Data;
using Krill.Images;
using Krill.Testing;

namespace Krill.Tests.Unit.Images;

public sealed class PngTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int, int, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, int, bool>();
            (int Colour, int[] Depths)[] all = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])];
            foreach ((int colour, int[] depths) in all)
            {
                foreach (int depth in depths)
                {
                    kinds.Add(colour, depth, false);
                    kinds.Add(colour, depth, true);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(3, 7, 1)]
    [InlineData(9, 2, 3)]
    [InlineData(40, 33, 3)]
    public void Write_ThenRead_GivesThePixelsBack(int height, int width, int channels)
    {
        var picture = new Picture(new ImageShape(height, width, channels), Noise(height * width * channels));
        string path = _folder.File("new/one.png");

        PngFile.Write(path, picture);
        Picture read = Picture.Read(path);

        Assert.Equal(picture.Shape, read.Shape);
        Assert.Equal(picture.Pixels.ToArray(), read.Pixels.ToArray());
    }

    [Fact]
    public void Write_ToAStream_WritesTheFilesBytesAndLeavesItOpen()
    {
        var picture = new Picture(new ImageShape(5, 4, 3), Noise(60));
        using var stream = new MemoryStream();

        PngFile.Write(stream, picture);
        PngFile.Write(_folder.File("one.png"), picture);

        Assert.Equal(File.ReadAllBytes(_folder.File("one.png")), stream.ToArray());
        stream.Position = 0;
        Assert.Equal(picture.Pixels.ToArray(), Picture.Read(stream).Pixels.ToArray());
    }

    [Fact]
    public void Write_Gradient_PacksBetterThanUnfiltered()
    {
        byte[] pixels = [.. Enumerable.Range(0, 100 * 100).Select(i => (byte)((i / 100) + (2 * (i % 100))))];
        using var stream = new MemoryStream();

        PngFile.Write(stream, new Picture(new ImageShape(100, 100, 1), pixels));

        Assert.InRange(stream.Length, 60, 400);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_EveryKind_GivesItsPixels(int colour, int depth, bool isInterlaced)
    {
        foreach ((int height, int width) in new[] { (1, 1), (2, 3), (5, 5), (9, 17), (8, 33) })
        {
            byte[] palette = Noise(3 * (1 << Math.Min(depth, 8)));
            byte[] alphas = Noise(palette.Length / 6);
            int greatest = (1 << depth) - 1;
            int Sample(int y, int x, int sample) => (int)((((uint)((y * 71) + (x * 13) + (sample * 29) + 5)) * 2654435761u) >> 9) & greatest;
            byte[] file = new PngBytes
            {
                Height = height,
                Width = width,
                Colour = colour,
                Depth = depth,
                IsInterlaced = isInterlaced,
                Chunks = colour == 3 ? [PngBytes.Chunk("PLTE", palette), PngBytes.Chunk("tRNS", alphas)] : [],
                Sample = Sample,
            }.Make();

            Picture read = Read(file);

            int channels = colour is 0 or 4 ? 1 : 3;
            Assert.Equal(new ImageShape(height, width, channels), read.Shape);
            byte[] expected = new byte[height * width * channels];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    for (int channel = 0; channel < channels; channel++)
                    {
                        double value = Math.Round(255.0 * Sample(y, x, channel) / greatest);
                        double alpha = colour is 4 or 6 ? Math.Round(255.0 * Sample(y, x, channels) / greatest) : 255;
                        if (colour == 3)
                        {
                            int index = Sample(y, x, 0);
                            value = palette[(3 * index) + channel];
                            alpha = index < alphas.Length ? alphas[index] : 255;
                        }

                        expected[(((y * width) + x) * channels) + channel] = (byte)Math.Round(255 + ((value - 255) * alpha / 255));
                    }
                }
            }

            Assert.Equal(expected, read.Pixels.ToArray());
        }
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(0, 16, 1)]
    [InlineData(2, 8, 3)]
    [InlineData(2, 16, 3)]
    public void Read_TransparentColour_IsWhiteWhereAllItsBitsAgree(int colour, int depth, int channels)
    {
        byte[] key = [.. Enumerable.Range(0, channels).SelectMany(_ => new byte[] { (byte)(depth == 16 ? 1 : 0), 5 })];
        byte[] file = new PngBytes
        {
            Height = 1,
            Width = 3,
            Colour = colour,
            Depth = depth,
            Chunks = [PngBytes.Chunk("tRNS", key)],
            // The first pixel is it; the second differs in its last value by one.
            Sample = (_, x, sample) => (depth == 16 ? 256 : 0) + 5 + (x == 1 && sample == channels - 1 ? 1 : 0),
        }.Make();

        byte[] pixels = Read(file).Pixels.ToArray();

        Assert.All(pixels[..channels], value => Assert.Equal(255, value));
        Assert.All(pixels[channels..(2 * channels)], value => Assert.InRange(value, 0, 254));
        Assert.Equal(pixels[..channels], pixels[(2 * channels)..]);
    }

    [Fact]
    public void Read_PaletteOfGreys_IsGrey()
    {
        byte[] file = new PngBytes
        {
            Height = 1, Width = 2, Colour = 3, Depth = 1, Chunks = [PngBytes.Chunk("PLTE", [9, 9, 9, 200, 200, 200])], Sample = (_, x, _) => x,
        }.Make();

        Picture read = Read(file);

        Assert.Equal(1, read.Channels);
        Assert.Equal([9, 200], read.Pixels.ToArray());
    }

    [Fact]
    public void Read_PixelsInManyChunksAmongOthers_GivesThem()
    {
        byte[] packed = PngBytes.Pack(Grey(4, 4).Rows());
        byte[] file =
        [
            .. PngBytes.Signature, .. Grey(4, 4).Header, .. PngBytes.Chunk("tEXt", [65, 0, 66]), .. packed.SelectMany(value => PngBytes.Chunk("IDAT", [value])),
            .. PngBytes.Chunk("IDAT", []), .. PngBytes.Chunk("IEND", []), 1, 2, 3,
        ];

        Assert.Equal(Read(Grey(4, 4).Make()).Pixels.ToArray(), Read(file).Pixels.ToArray());
    }

    static PngBytes Grey(int height, int width) => new()
    {
        Height = height, Width = width, Colour = 0, Depth = 8, Sample = (y, x, _) => (byte)((y * 40) + (x * 3)),
    };

    static byte[] Noise(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((uint)(i + 1) * 2654435761u >> 20))];

    static Picture Read(byte[] file) => Picture.Read(new MemoryStream(file));
}
