using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class RandomFillTests
{
    const int Count = 1 << 18;

    [Fact]
    public void Uniform_ManyNumbers_HaveTheMomentsAndBounds()
    {
        var values = new float[Count];
        RandomFill.Uniform(values, 5, 1, -0.25f, 0.75f);
        Assert.All(values, x => Assert.InRange(x, -0.25f, 0.75f));
        CheckMoments(values, 0.25, Math.Sqrt(1 / 12.0), kurtosis: 1.8);
    }

    [Fact]
    public void Uniform_ManyNumbers_FillTheirBinsEvenly()
    {
        const int Bins = 256;
        var values = new float[Count];
        RandomFill.Uniform(values, 6, 1, 0, Bins);
        var bins = new int[Bins];
        foreach (float value in values)
        {
            bins[(int)value]++;
        }

        // Chi-square with 255 degrees of freedom: mean 255, deviation √510; five of them.
        const double Expected = (double)Count / Bins;
        double chi = bins.Sum(n => (n - Expected) * (n - Expected) / Expected);
        Assert.InRange(chi, 255 - 5 * Math.Sqrt(510), 255 + 5 * Math.Sqrt(510));
    }

    [Fact]
    public void Normal_ManyNumbers_HaveTheMoments()
    {
        var values = new float[Count];
        RandomFill.Normal(values, 5, 1, 3, 0.5f);
        CheckMoments(values, 3, 0.5, kurtosis: 3);
    }

    [Fact]
    public void TruncatedNormal_ManyNumbers_AreWithinTwoDeviations()
    {
        var values = new float[Count];
        RandomFill.TruncatedNormal(values, 5, 1, 0, 0.1f);
        Assert.All(values, x => Assert.InRange(x, -0.2f, 0.2f));

        // Variance 1 - 2 · 2 φ(2) / (2 Φ(2) - 1).
        double variance = 1 - 4 * NormalReference.Density(2) / (2 * NormalReference.Distribution(2) - 1);
        CheckMoments(values, 0, 0.1 * Math.Sqrt(variance), kurtosis: 2.37);
    }

    [Fact]
    public void Normal_LongerSpan_StartsTheSame()
    {
        float[] shorter = new float[101], longer = new float[250];
        RandomFill.TruncatedNormal(shorter, 9, 4, 0, 1);
        RandomFill.TruncatedNormal(longer, 9, 4, 0, 1);
        Assert.Equal(shorter, longer[..101]);
    }

    [Fact]
    public void Normal_OtherSeedOrStream_IsAnother()
    {
        float[] a = new float[8], b = new float[8], c = new float[8];
        RandomFill.Normal(a, 1, 1, 0, 1);
        RandomFill.Normal(b, 2, 1, 0, 1);
        RandomFill.Normal(c, 1, 2, 0, 1);
        Assert.Empty(a.Intersect(b).Concat(a.Intersect(c)).Concat(b.Intersect(c)));
    }

    /// <summary>Within five standard errors.</summary>
    static void CheckMoments(float[] values, double mean, double deviation, double kurtosis)
    {
        double n = values.Length, actual = values.Average(x => (double)x), variance = values.Average(x => (x - mean) * (x - mean));
        Assert.InRange(actual, mean - 5 * deviation / Math.Sqrt(n), mean + 5 * deviation / Math.Sqrt(n));
        double error = 5 * Math.Sqrt((kurtosis - 1) / n);
        Assert.InRange(variance / (deviation * deviation), 1 - error, 1 + error);
    }
}
