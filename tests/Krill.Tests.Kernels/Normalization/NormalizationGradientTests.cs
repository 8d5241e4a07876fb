using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class NormalizationGradientTests
{
    const int Images = 5;
    const float Epsilon = 1e-3f;

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void NormalizationGradient_AllChannelsAndSplits_IsTheFormula(string set, object side)
    {
        foreach (int channels in NormalizationTensors.ChannelCounts)
        {
            foreach (int pixels in new[] { 1, 6 })
            {
                foreach (BatchSplit split in KernelRunner.Splits(Images))
                {
                    Check(set, channels, pixels, split, (GuardSide)side);
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void NormalizationGradient_AgainstCentralDifferences_Agrees(string set)
    {
        const int channels = 3, pixels = 4;
        const double step = 1e-4;
        using var batch = new NormalizationTensors(set, channels, Images, TestValues.Uniform(Images * pixels * channels, 21));
        float[] weights = TestValues.Uniform(batch.Doubles.Length, 22);
        Storage outputGradient = batch.Tensors.Batched(Images, weights), inputGradient = batch.Tensors.Output(Images, batch.Length);
        var split = new BatchSplit(Images, 2, 2);
        batch.FindMoments(split, Epsilon);
        Storage sums = batch.FindGradientSums(split, outputGradient);
        KernelRunner.Run(
            batch.Factory.NormalizationGradient(channels, Images, batch.Input, outputGradient, sums, batch.Storages, inputGradient), split);

        // Through the statistics: each element moves the mean and the variance of all.
        for (int i = 0; i < batch.Doubles.Length; i++)
        {
            double difference = (Loss(batch.Doubles, i, step, 0) - Loss(batch.Doubles, i, -step, 0)) / (2 * step);
            Assert.Equal(difference, inputGradient.Images(Images)[i], 1e-5);
        }

        for (int c = 0; c < channels; c++)
        {
            // Linear in γ and β, so a long step is as good as a short one.
            double offset = (Loss(batch.Doubles, 0, 0, 1, c) - Loss(batch.Doubles, 0, 0, -1, c)) / 2;
            double scale = (Loss(batch.Doubles, 0, 0, 1, c, scales: true) - Loss(batch.Doubles, 0, 0, -1, c, scales: true)) / 2;
            Assert.Equal(offset, sums.Span[c], 1e-5);
            Assert.Equal(scale, sums.Span[channels + c], 1e-5);
        }

        double Loss(double[] input, int element, double move, double parameterMove, int channel = 0, bool scales = false)
        {
            double[] moved = [.. input];
            moved[element] += move;
            float[] scale = [.. batch.Scale], offset = [.. batch.Offset];
            (scales ? scale : offset)[channel] += (float)parameterMove;
            return NormalizationReference.Train(channels, moved, Epsilon, scale, offset).Zip(weights, (value, weight) => value * weight).Sum();
        }
    }

    [Theory, AvailableKernelSets]
    public void NormalizationGradientSums_AnyThreads_SameBits(string set)
    {
        const int images = 23, channels = 19;
        var split = new BatchSplit(images, Lanes: 7, Chunk: 2);
        using var batch = new NormalizationTensors(set, channels, images, TestValues.Uniform(images * 30 * channels, 8));
        batch.FindMoments(split, Epsilon);
        Storage gradient = batch.Tensors.Batched(images, TestValues.Uniform(images * 30 * channels, 9));
        Storage expected = batch.FindGradientSums(split, gradient);
        foreach (int threads in new[] { 1, 2, 5 })
        {
            Storage partials = batch.Tensors.SharedOutput(2 * channels * split.Lanes), sums = batch.Tensors.SharedOutput(2 * channels);
            KernelRunner.RunOnPool(batch.Factory.NormalizationGradientSums(channels, batch.Input, gradient, batch.Storages, partials), split, threads);
            KernelRunner.RunOnPool(batch.Factory.FinishNormalizationGradient(channels, split, partials, sums), threads);
            Tolerance.CheckSameBits(expected.Span, sums.Span, $"{threads} threads");
        }
    }

    static void Check(string set, int channels, int pixels, BatchSplit split, GuardSide side)
    {
        using var batch = new NormalizationTensors(set, channels, Images, TestValues.Uniform(Images * pixels * channels, 31), side);
        TestValues.Uniform(channels, 32, -0.5f, 0.5f).CopyTo(batch.Storages.Mean.Span);
        TestValues.Uniform(channels, 33, 0.5f, 2).CopyTo(batch.Storages.InverseDeviation.Span);
        float[] gradients = TestValues.Uniform(batch.Doubles.Length, 34);
        Storage outputGradient = batch.Tensors.Batched(Images, gradients);
        Storage sums = batch.FindGradientSums(split, outputGradient);

        // In place over the output's gradient.
        KernelRunner.Run(
            batch.Factory.NormalizationGradient(channels, Images, batch.Input, outputGradient, sums, batch.Storages, outputGradient), split);
        (double[] input, double[] scale, double[] offset) = NormalizationReference.Gradients(
            channels, batch.Doubles, [.. gradients.Select(value => (double)value)], Doubles(batch.Storages.Mean), Doubles(batch.Storages.InverseDeviation), batch.Scale);
        string what = $"{channels} channels, {pixels} pixels, {split}";
        int terms = Images * pixels;

        // Terms are at most 2 (gradient) and 2 · 2.5 · 2 (times the normalized input); results at most 1.5 · 2 times three such.
        Tolerance.Sum(terms).Check([.. offset, .. scale], sums.Span, $"sums of {what}", 10 * terms);
        Tolerance.Sum(terms).Check(input, outputGradient.Images(Images), $"gradient of {what}", 30);
    }

    static double[] Doubles(Storage storage) => [.. storage.Span.ToArray().Select(value => (double)value)];
}
