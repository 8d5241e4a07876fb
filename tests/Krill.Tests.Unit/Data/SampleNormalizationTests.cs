using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class SampleNormalizationTests
{
    [Fact]
    public void SampleNormalization_RandomCases_IsKerass()
    {
        for (int number = 0; number < 1000; number++)
        {
            var test = new RandomCase(number);
            double[] x = [.. test.Image.Cast<double>()];
            double mean = x.Average(), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
            bool scale = test.Below(2) == 0;
            ImageSet.FromFloats([.. test.Pixels], [0], test.Shape).WithSampleNormalization(new SampleNormalization { Scale = scale }).CopyImage(0, test.Pixels);

            test.AssertPixels(x.Select(value => (value - mean) / (scale ? deviation + 1e-6 : 1)), tolerance: 5e-6);
        }
    }

    [Fact]
    public void Fit_RandomCases_IsKerassFit()
    {
        for (int number = 0; number < 1000; number++)
        {
            var test = new RandomCase(number);
            (int channels, int images) = (test.Shape.Channels, test.Below(4) + 1);
            byte[] bytes = [.. Enumerable.Range(0, images * test.Shape.Length).Select(_ => (byte)test.Below(256))];
            ImageSet set = ImageSet.FromBytes(bytes, new int[images], test.Shape);
            ChannelNormalization fit = ChannelNormalization.Fit(set), centered = ChannelNormalization.Fit(set, scale: false);
            for (int c = 0; c < channels; c++)
            {
                double[] x = [.. bytes.Where((_, i) => i % channels == c).Select(value => value / 255.0)];
                double mean = x.Average(), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
                Assert.Equal(mean, fit.Mean[c], 1e-6);
                Assert.Equal(deviation + 1e-6, fit.StandardDeviation[c], 1e-6);
                Assert.Equal((fit.Mean[c], 1f), (centered.Mean[c], centered.StandardDeviation[c]));
            }
        }
    }

    [Fact]
    public void CopyImage_BothNormalizations_GoesThroughTheSamplesFirst()
    {
        ImageSet set = ImageSet.FromFloats([1, 3], [0], new ImageShape(1, 1, 2))
            .WithNormalization(new ChannelNormalization([1, 1], [2, 4]))
            .WithSampleNormalization(new SampleNormalization { Scale = false });
        float[] pixels = new float[2];
        set.CopyImage(0, pixels);

        // -1 and 1 about their mean, then less 1, then halved and quartered.
        Assert.Equal([-1f, 0f], pixels);
    }
}
