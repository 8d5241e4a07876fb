using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class MixturesTests
{
    static readonly ImageShape s_shape = new(1, 2, 1);

    // |λ l₁ + (1 - λ) l₂ - l₁| = (1 - λ) |l₁ - l₂| against λ |l₁ - l₂|, by hand.
    [Theory]
    [InlineData(0.75, 3, 9, 3)]
    [InlineData(0.25, 3, 9, 9)]
    [InlineData(0.5, 3, 9, 9)]
    [InlineData(0.5, 9, 3, 3)]
    [InlineData(1, 2, 0, 2)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0.9, 4, 4, 4)]
    public void NearerLabel_ByNumber_IsTheNotebooks(double lambda, int first, int second, int expected) =>
        Assert.Equal(expected, ImageSet.NearerLabel(lambda, first, second));

    // Image i is (i, i²), of class i: a mixture of i and i - 1 lies on a line between neighbours, and tells both.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithMixtures_BytesAndFloats_AddsMixturesOfNeighbours(bool areBytes)
    {
        ImageSet set = Parabola(areBytes, 15);
        ImageSet larger = set.WithMixtures(200 / 15.0, alpha: 0.6, seed: 4);

        Assert.Equal(15 + 200, larger.Count);
        var seen = new HashSet<int>();
        for (int i = 0; i < larger.Count; i++)
        {
            float[] image = Image(larger, i);
            if (i < 15)
            {
                Assert.Equal(Image(set, i), image);
                Assert.Equal(i, larger.Label(i));
                continue;
            }

            (int first, double lambda) = Assert.Single(Enumerable.Range(0, 15).Select(j => (j, Lambda(image, j, (j + 14) % 15))), pair => pair.Item2 is >= 0 and <= 1);
            seen.Add(first);
            int second = (first + 14) % 15;
            Assert.Equal(ImageSet.NearerLabel(lambda, first, second), larger.Label(i));
        }

        Assert.Equal(15, seen.Count);
    }

    [Fact]
    public void WithMixtures_Views_KeepWhatIsMixed()
    {
        ImageSet larger = Parabola(true, 15).Subset([14, 3, 5, 7]).WithMixtures(1, 0.6, seed: 2).WithNormalization(new ChannelNormalization([1], [2]));

        Assert.Equal(8, larger.Count);
        ImageSet some = larger.Subset([6, 1, 7]);
        Assert.Equal(Image(larger, 6), Image(some, 0));
        Assert.Equal(Image(larger, 1), Image(some, 1));
        Assert.Equal(larger.Label(7), some.Label(2));
        Assert.NotEqual(Image(larger, 4), Image(Parabola(true, 15).Subset([14, 3, 5, 7]).WithMixtures(1, 0.6, seed: 3), 4));
    }

    [Fact]
    public void WithMixtures_Share_IsRoundedDownAndCheckedOnce()
    {
        ImageSet set = Parabola(true, 15);

        Assert.Equal(15 + 2, set.WithMixtures(0.19).Count);
        Assert.Equal(
            "ImageSet.WithMixtures: received a set that has mixtures; expected one without. Add all of them at once.",
            Assert.Throws<InvalidOperationException>(() => set.WithMixtures(0.2).WithMixtures(0.2)).Message);
        Assert.StartsWith(
            "ImageSet.WithMixtures, share: received -1; expected 0 to 100.",
            Assert.Throws<ArgumentOutOfRangeException>(() => set.WithMixtures(-1)).Message, StringComparison.Ordinal);
    }

    static ImageSet Parabola(bool areBytes, int count)
    {
        float[] values = [.. Enumerable.Range(0, count).SelectMany(i => new float[] { i, i * i })];
        int[] labels = [.. Enumerable.Range(0, count)];
        return areBytes
            ? ImageSet.FromBytes(Array.ConvertAll(values, value => (byte)value), labels, s_shape).WithRescale(1)
            : ImageSet.FromFloats(values, labels, s_shape);
    }

    static float[] Image(ImageSet set, int index)
    {
        float[] pixels = new float[2];
        set.CopyImage(index, pixels);
        return pixels;
    }

    /// <summary>The share of the first of two images in a mixture; NaN where it is none of these.</summary>
    static double Lambda(float[] mixture, int first, int second)
    {
        double lambda = ((double)mixture[0] - second) / (first - second);
        double expected = (lambda * first * first) + ((1 - lambda) * second * second);
        return Math.Abs(expected - mixture[1]) < 1e-3 ? lambda : double.NaN;
    }
}
