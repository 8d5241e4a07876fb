using Krill.Data;
using Krill.Images;
using Krill.Reports;

namespace Krill.Tests.Unit.Reports;

public sealed class ImageDisplayTests
{
    [Fact]
    public void Of_RescaledAndNormalizedImage_HasTheBytesThatWereStored()
    {
        byte[] bytes = [.. Enumerable.Range(0, 8 * 8 * 3).Select(i => (byte)(i * 37))];
        ImageSet set = ImageSet.FromBytes(bytes, [0], new ImageShape(8, 8, 3))
            .WithRescale(1 / 127.5f)
            .WithNormalization(new ChannelNormalization([0.5f, 0.4f, 0.3f], [0.2f, 0.3f, 0.25f]));

        Assert.Equal(bytes, ImageDisplay.Of(set, 0).Pixels);
    }

    [Fact]
    public void Of_LargeImage_IsTheAverageOfSquares()
    {
        byte[] bytes = new byte[128 * 128];
        bytes[0] = 100;
        bytes[129] = 200;
        Picture picture = ImageDisplay.Of(ImageSet.FromBytes(bytes, [0], new ImageShape(128, 128, 1)), 0);

        Assert.Equal((64, 64), (picture.Height, picture.Width));
        Assert.Equal(75, picture.Pixels[0]);
        Assert.Equal(0, picture.Pixels[1]);
    }

    [Fact]
    public void Samples_OfAugmentation_AreWhatTheEpochsSaw()
    {
        byte[] bytes = [.. Enumerable.Range(0, 5).Select(i => (byte)(i * 10))];
        ImageSet train = ImageSet.FromBytes(bytes, [0, 0, 0, 0, 0], new ImageShape(1, 1, 1));

        Picture sheet = AugmentationSamples.Draw(train, [new Brighter()], seed: 1);

        // Four images of one pixel and a gap of two; the image, and what seven epochs made of it.
        Assert.Equal((4 + (3 * 2), 8 + (7 * 2)), (sheet.Height, sheet.Width));
        for (int row = 0; row < 4; row++)
        {
            byte[] cells = [.. Enumerable.Range(0, 8).Select(column => sheet.Pixels[(row * 3 * sheet.Width) + (column * 3)])];
            Assert.Equal([(byte)(row * 10), .. Enumerable.Range(1, 7).Select(epoch => (byte)((row * 10) + epoch))], cells);
        }

        // Where nothing changes them, all five side by side.
        Picture plain = AugmentationSamples.Draw(train, [], seed: 1);
        Assert.Equal((1, 5 + (4 * 2)), (plain.Height, plain.Width));
        Assert.Equal([0, 10, 20, 30, 40], Enumerable.Range(0, 5).Select(column => plain.Pixels[column * 3]));
    }

    sealed class Brighter : ImageAugmentation
    {
        public override void Apply(in AugmentedImage image) => image.Pixels[0] += (image.Epoch + 1) / 255f;
    }
}
