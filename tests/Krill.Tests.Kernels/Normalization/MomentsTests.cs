using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class MomentsTests
{
    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void Moments_AllChannelsAndSplits_AreThoseOfTheBatch(string set, object side)
    {
        const int images = 7;
        foreach (int channels in NormalizationTensors.ChannelCounts)
        {
            foreach (int pixels in new[] { 1, 9 })
            {
                float[] values = TestValues.Uniform(images * pixels * channels, (ulong)channels, -1, 3);
                foreach (BatchSplit split in KernelRunner.Splits(images))
                {
                    using var batch = new NormalizationTensors(set, channels, images, values, (GuardSide)side);
                    batch.FindMoments(split, epsilon: 1e-3f);
                    Check(batch, channels, 1e-3f, $"{channels} channels, {pixels} pixels, {split}");
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Moments_ManyPixels_KeepTheirDigits(string set)
    {
        const int images = 24, pixels = 33 * 31;
        foreach (int channels in new[] { 1, 3, 40 })
        {
            float[] values = TestValues.Uniform(images * pixels * channels, 5, -1, 3);
            using var batch = new NormalizationTensors(set, channels, images, values);
            batch.FindMoments(new BatchSplit(images, Lanes: 5, Chunk: 2), epsilon: 0);
            Check(batch, channels, 0, $"{channels} channels");
        }
    }

    [Theory, AvailableKernelSets]
    public void Moments_MeanFarGreaterThanDeviation_KeepTheDeviation(string set)
    {
        const int images = 16, pixels = 100, channels = 19;
        float[] values = [.. TestValues.Uniform(images * pixels * channels, 9, -0.017f, 0.017f).Select(value => 1000 + value)];
        using var batch = new NormalizationTensors(set, channels, images, values);
        batch.FindMoments(new BatchSplit(images, Lanes: 3, Chunk: 2), epsilon: 0);
        Check(batch, channels, 0, "mean 1000, deviation 0.01");
    }

    /// <summary>The centre of the sums comes from the first pixels; here these are unlike all others.</summary>
    [Theory, AvailableKernelSets]
    public void Moments_FirstPixelsUnlikeTheRest_KeepTheDeviation(string set)
    {
        const int images = 12, pixels = 64, channels = 128;
        float[] values = TestValues.Uniform(images * pixels * channels, 9, 999.99f, 1000.01f);
        for (int lane = 0; lane < 3; lane++)
        {
            values.AsSpan(lane * 4 * pixels * channels, pixels * channels).Fill(-1000);
        }

        using var batch = new NormalizationTensors(set, channels, images, values);
        batch.FindMoments(new BatchSplit(images, Lanes: 3, Chunk: 2), epsilon: 0);
        Check(batch, channels, 0, "first pixels -1000, the rest 1000");
    }

    [Theory, AvailableKernelSets]
    public void Moments_EqualElements_HaveNoVariance(string set)
    {
        const int images = 9, channels = 5;
        foreach (float value in new[] { 0, 0.1f, -1e6f })
        {
            float[] values = new float[images * 13 * channels];
            values.AsSpan().Fill(value);
            using var batch = new NormalizationTensors(set, channels, images, values);
            batch.FindMoments(new BatchSplit(images, Lanes: 2, Chunk: 2), epsilon: 0.25f);
            Assert.All(batch.Storages.Mean.Span.ToArray(), mean => Assert.Equal(value, mean, Math.Abs(value) * 1e-7f));
            Assert.All(batch.Storages.InverseDeviation.Span.ToArray(), inverse => Assert.Equal(2, inverse, Math.Max(value * value * 1e-7f, 1e-6f)));
        }
    }

    [Theory, AvailableKernelSets]
    public void Moments_NaN_StaysInItsChannel(string set)
    {
        const int images = 4, channels = 3;
        float[] values = TestValues.Uniform(images * 50 * channels, 2);
        values[(2 * 50 + 7) * channels + 1] = float.NaN;
        using var batch = new NormalizationTensors(set, channels, images, values);
        batch.FindMoments(new BatchSplit(images, Lanes: 2, Chunk: 1), epsilon: 0);
        Assert.Equal([false, true, false], batch.Storages.Mean.Span.ToArray().Select(float.IsNaN));
        Assert.Equal([false, true, false], batch.Storages.InverseDeviation.Span.ToArray().Select(float.IsNaN));
    }

    [Theory, AvailableKernelSets]
    public void FinishMoments_HandComputed_UpdatesTheMovingStatistics(string set)
    {
        // Channel 0: 1, 3, 5, 7: mean 4, biased variance 5. Channel 1: 2, 2, 2, 6: mean 3, variance 3.
        using var batch = new NormalizationTensors(set, channels: 2, images: 2, [1, 2, 3, 2, 5, 2, 7, 6]);
        new float[] { 10, -1 }.CopyTo(batch.Storages.MovingMean.Span);
        new float[] { 4, 1 }.CopyTo(batch.Storages.MovingVariance.Span);
        batch.FindMoments(new BatchSplit(2, Lanes: 2, Chunk: 1), epsilon: 1, momentum: 0.75f);
        Assert.Equal([4, 3], batch.Storages.Mean.Span.ToArray());
        Assert.Equal([(float)(1 / Math.Sqrt(6)), 0.5f], batch.Storages.InverseDeviation.Span.ToArray());
        Assert.Equal([10 * 0.75f + 4 * 0.25f, -1 * 0.75f + 3 * 0.25f], batch.Storages.MovingMean.Span.ToArray());
        Assert.Equal([4 * 0.75f + 5 * 0.25f, 1 * 0.75f + 3 * 0.25f], batch.Storages.MovingVariance.Span.ToArray());
    }

    [Theory, AvailableKernelSets]
    public void MovingMoments_AnyStatistics_AreUsedInPlaceOfTheBatch(string set)
    {
        const float epsilon = 1e-3f;
        using var batch = new NormalizationTensors(set, channels: 21, images: 1, new float[21]);
        KernelRunner.Run(batch.Factory.MovingMoments(21, epsilon, batch.Storages));
        Tolerance.CheckSameBits(batch.Storages.MovingMean.Span, batch.Storages.Mean.Span, "mean");
        double[] expected = [.. batch.Storages.MovingVariance.Span.ToArray().Select(variance => 1 / Math.Sqrt((double)variance + epsilon))];
        Tolerance.Exact.Check(expected, batch.Storages.InverseDeviation.Span, "inverse deviation");
    }

    [Theory, AvailableKernelSets]
    public void Moments_AnyThreads_SameBits(string set)
    {
        const int images = 23, channels = 19;
        var split = new BatchSplit(images, Lanes: 7, Chunk: 2);
        using var batch = new NormalizationTensors(set, channels, images, TestValues.Uniform(images * 30 * channels, 8));
        int length = batch.Factory.MomentPartialsLength(channels, split);
        Storage expected = batch.Tensors.SharedOutput(length);
        KernelRunner.Run(batch.Factory.Moments(channels, batch.Input, expected), split);
        foreach (int threads in new[] { 1, 2, 5 })
        {
            Storage partials = batch.Tensors.SharedOutput(length);
            KernelRunner.RunOnPool(batch.Factory.Moments(channels, batch.Input, partials), split, threads);
            Tolerance.CheckSameBits(expected.Span, partials.Span, $"{threads} threads");
        }
    }

    static void Check(NormalizationTensors batch, int channels, double epsilon, string what)
    {
        (double[] mean, double[] variance) = NormalizationReference.Moments(channels, batch.Doubles);
        double[] inverse = [.. variance.Select(v => 1 / Math.Sqrt(v + epsilon))];
        int terms = batch.Doubles.Length / channels;

        // A mean is summed from its centre, so its error is of the deviations, and of its own rounding.
        double[] magnitudes = [.. variance.Select((v, c) => Math.Sqrt(v) + Math.Abs(mean[c]) / Math.Sqrt(terms))];
        Tolerance.Sum(terms).Check(mean, batch.Storages.Mean.Span, $"mean of {what}", magnitudes);
        Tolerance.Sum(terms).Check(inverse, batch.Storages.InverseDeviation.Span, $"inverse deviation of {what}");
    }
}
