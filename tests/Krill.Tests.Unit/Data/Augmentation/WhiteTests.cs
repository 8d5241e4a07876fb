using Krill.Data;

namespace Krill.Tests.Unit.Data;

/// <summary>Augmentations that depend on what white is do the same to images of 0 to 255 as to those of 0 to 1.</summary>
public class WhiteTests
{
    static readonly ImageSet s_bytes = ImageSet.FromBytes([.. Enumerable.Range(0, 3 * 64).Select(i => (byte)(i * 37))], new int[3], new ImageShape(8, 8, 1));

    [Theory]
    [InlineData("brightness=0.5..1.5")]
    [InlineData("channel-shift=0.3")]
    [InlineData("cutout=1")]
    public void Loader_ImagesOfAnotherScale_AreChangedAlike(string text)
    {
        float[] ones = Augmented(s_bytes.WithRescale(1 / 255f), text), bytes = Augmented(s_bytes.WithRescale(1), text);

        Assert.Equal(ones.Select(value => value * 255), bytes, (expected, actual) => Math.Abs(expected - actual) < 1e-3);
        Assert.NotEqual(Augmented(s_bytes.WithRescale(1), "channel-shift=0"), bytes);
        Assert.True(bytes.Max() > 128);
    }

    [Theory]
    [InlineData("brightness=2..3:white=100", 0, 100)]
    [InlineData("cutout=1:area=1:aspect=1:values=7..8", 7, 8)]
    public void Loader_GivenValues_AreOfThePixels(string text, float least, float greatest) =>
        Assert.All(Augmented(s_bytes.WithRescale(1), text), value => Assert.InRange(value, least, greatest));

    [Fact]
    public void Loader_ShiftWithAWhiteOf1_IsInTheUnitOfThePixels()
    {
        float[] before = Augmented(s_bytes.WithRescale(1), "channel-shift=0"), after = Augmented(s_bytes.WithRescale(1), "channel-shift=9:white=1");

        Assert.All(before.Zip(after), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 9));
        Assert.NotEqual(before, after);
    }

    static float[] Augmented(ImageSet set, string text)
    {
        using var loader = new Loader(set, new LoaderOptions { BatchSize = 3, Seed = 5, Augmentation = AugmentationText.Parse(text) });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? batch));
        using (batch)
        {
            return batch.Images.Span[..(3 * 64)].ToArray();
        }
    }
}
