using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class ChannelNormalizationTests
{
    static readonly ChannelNormalization s_normalization = new([0.25f, 0.5f], [0.5f, 0.125f]);

    [Fact]
    public void CopyImage_Bytes_AreRescaledAndThenNormalized()
    {
        ImageSet set = ImageSet.FromBytes([0, 0, 128, 128, 64, 255], [0], new ImageShape(1, 3, 2)).WithRescale(1 / 256f).WithNormalization(s_normalization);
        float[] image = new float[6];

        set.CopyImage(0, image);

        Assert.Equal([-0.5f, -4, 0.5f, 0, 0, 3.96875f], image);
        Assert.Same(s_normalization, set.Take(1).Normalization);
        Assert.Same(s_normalization, set.WithRescale(1 / 256f).Normalization);
        Assert.Null(set.WithNormalization(null).Normalization);
    }

    [Fact]
    public void CopyImage_Floats_AreNormalized()
    {
        ImageSet set = ImageSet.FromFloats([1, 1, 0.25f, 0.5f], [0, 0], new ImageShape(1, 1, 2)).WithNormalization(s_normalization);
        float[] image = new float[2];

        set.Subset([1, 0]).CopyImage(1, image);

        Assert.Equal([1.5f, 4], image);
    }

    [Fact]
    public void Arguments_ThatDoNotFit_AreRefused()
    {
        Refused(() => new ChannelNormalization([0], [1, 1]), "ChannelNormalization: received 1 means and 2 deviations; expected one of each for every channel.");
        Refused(() => new ChannelNormalization([0], [0]), "ChannelNormalization: received the mean 0 and the deviation 0 for channel 0; expected finite numbers");
        Refused(
            () => ImageSet.FromFloats([1], [0], new ImageShape(1, 1, 1)).WithNormalization(s_normalization),
            "ImageSet.WithNormalization: received a normalization of 2 channels and images of 1×1×1; expected 1, a mean and a deviation for each channel.");
    }

    static void Refused(Func<object> make, string text) =>
        Assert.StartsWith(text, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
}
