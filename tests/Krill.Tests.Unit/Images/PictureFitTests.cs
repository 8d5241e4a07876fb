using Krill.Data;
using Krill.Images;

namespace Krill.Tests.Unit.Images;

public sealed class PictureFitTests
{
    [Theory]
    [InlineData(8, 8, 4, 4, 1)]
    [InlineData(9, 7, 4, 3, 1)]
    [InlineData(5, 5, 3, 4, 3)]
    [InlineData(4, 3, 9, 8, 3)]
    [InlineData(3, 10, 7, 4, 1)]
    [InlineData(1, 1, 3, 2, 3)]
    [InlineData(2, 31, 1, 1, 1)]
    public void Resize_AnySizes_AgreesWithTheDefinitionInDoublePrecision(int height, int width, int newHeight, int newWidth, int channels)
    {
        Picture picture = Noise(height, width, channels);

        byte[] resized = PictureFit.Resize(picture, newHeight, newWidth, crop: false);

        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    double sum = 0;
                    for (int row = 0; row < height; row++)
                    {
                        for (int column = 0; column < width; column++)
                        {
                            sum += Weight(y, row, height, newHeight) * Weight(x, column, width, newWidth) * picture.Pixels[(((row * width) + column) * channels) + channel];
                        }
                    }

                    Assert.InRange(resized[(((y * newWidth) + x) * channels) + channel] - sum, -0.501, 0.501);
                }
            }
        }
    }

    [Theory]
    [InlineData(200, 300, 28, 28)]
    [InlineData(1000, 7, 32, 32)]
    [InlineData(3, 3, 100, 50)]
    public void Resize_OneColour_KeepsIt(int height, int width, int newHeight, int newWidth)
    {
        foreach (byte value in new byte[] { 0, 1, 77, 254, 255 })
        {
            var picture = new Picture(new ImageShape(height, width, 1), [.. Enumerable.Repeat(value, height * width)]);
            Assert.All(PictureFit.Resize(picture, newHeight, newWidth, crop: false), pixel => Assert.Equal(value, pixel));
        }
    }

    // A table of all its rows in their new length would be 448 MB; what remains are the weights, four bytes a row.
    [Fact]
    public void Resize_PictureOfOneColumn_NeedsLittleMoreThanThePicture()
    {
        const int Rows = 4_000_000;
        var picture = new Picture(new ImageShape(Rows, 1, 1), new byte[Rows]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] resized = PictureFit.Resize(picture, 28, 28, crop: false);

        Assert.Equal(28 * 28, resized.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * Rows);
    }

    [Fact]
    public void Resize_SameSize_KeepsEveryPixel()
    {
        Picture picture = Noise(6, 5, 3);

        Assert.Equal(picture.Pixels.ToArray(), PictureFit.Resize(picture, 6, 5, crop: false));
        Assert.Equal(picture.Pixels.ToArray(), PictureFit.Resize(picture, 6, 5, crop: true));
    }

    [Fact]
    public void Resize_Cropped_TakesTheMiddle()
    {
        var wide = new Picture(new ImageShape(2, 6, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        var tall = new Picture(new ImageShape(4, 2, 1), [1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal([3, 4, 9, 10], PictureFit.Resize(wide, 2, 2, crop: true));
        Assert.Equal([3, 4, 5, 6], PictureFit.Resize(tall, 2, 2, crop: true));
    }

    [Fact]
    public void Plain_ColourOfEqualChannels_IsGreyAndOtherColourStays()
    {
        var equal = new Picture(new ImageShape(1, 2, 3), [5, 5, 5, 9, 9, 9]);
        var other = new Picture(new ImageShape(1, 2, 3), [5, 5, 5, 9, 9, 8]);

        Assert.Equal([5, 9], PictureFit.Plain(equal).Pixels.ToArray());
        Assert.Same(other, PictureFit.Plain(other));
    }

    [Fact]
    public void Grey_Colours_AreTheirBrightness()
    {
        byte[] pixels = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 200, 90];

        byte[] grey = PictureFit.Grey(new Picture(new ImageShape(1, 5, 3), pixels)).Pixels.ToArray();

        for (int i = 0; i < grey.Length; i++)
        {
            Assert.Equal((byte)Math.Round((0.299 * pixels[3 * i]) + (0.587 * pixels[(3 * i) + 1]) + (0.114 * pixels[(3 * i) + 2])), grey[i]);
        }
    }

    /// <summary>How much of a new pixel an old one is, by the definitions: the share of the area, or the distance of the centres.</summary>
    static double Weight(int place, int old, int length, int count)
    {
        double step = (double)length / count;
        if (count < length)
        {
            return Math.Max(0, Math.Min((place + 1) * step, old + 1) - Math.Max(place * step, old)) / step;
        }

        double centre = Math.Clamp(((place + 0.5) * step) - 0.5, 0, length - 1);
        return Math.Max(0, 1 - Math.Abs(centre - old));
    }

    static Picture Noise(int height, int width, int channels) =>
        new(new ImageShape(height, width, channels), [.. Enumerable.Range(1, height * width * channels).Select(i => (byte)((uint)i * 2654435761u >> 21))]);
}
