using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class NormalizeTests
{
    const int Images = 5;

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void Normalize_AllChannelsAndActivations_IsTheFormula(string set, object side)
    {
        ActivationKind?[] kinds = [null, .. Enum.GetValues<ActivationKind>().Select(kind => (ActivationKind?)kind)];
        foreach (int channels in NormalizationTensors.ChannelCounts)
        {
            foreach (int pixels in new[] { 1, 6 })
            {
                foreach (ActivationKind? kind in kinds)
                {
                    CheckNormalize(set, channels, pixels, kind, (GuardSide)side);
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Normalize_InPlaceWithoutScaleAndOffset_IsStandardized(string set)
    {
        foreach (int channels in new[] { 3, 16, 37, 201 })
        {
            using var batch = new NormalizationTensors(set, channels, Images, TestValues.Uniform(Images * 7 * channels, 4));
            batch.FindMoments(new BatchSplit(Images, 1, Images), epsilon: 1e-3f);
            double[] expected = NormalizationReference.Normalize(
                channels, batch.Doubles, Doubles(batch.Storages.Mean), Doubles(batch.Storages.InverseDeviation), Fill(channels, 1), Fill(channels, 0));
            NormalizationStorages plain = batch.Storages with { Scale = null, Offset = null };
            KernelRunner.Run(batch.Factory.Normalize(channels, batch.Input, batch.Input, plain, null), new BatchSplit(Images, 2, 2));
            Tolerance.Element(4).Check(expected, batch.Input.Images(Images), $"{channels} channels", 2);
        }
    }

    [Theory, AvailableKernelSets]
    public void Normalize_AnySplit_SameBits(string set)
    {
        const int channels = 35;
        using var batch = new NormalizationTensors(set, channels, Images, TestValues.Uniform(Images * 9 * channels, 4));
        batch.FindMoments(new BatchSplit(Images, 1, Images), epsilon: 1e-3f);
        Storage expected = batch.Tensors.Output(Images, batch.Length);
        KernelRunner.Run(batch.Factory.Normalize(channels, batch.Input, expected, batch.Storages, (ActivationKind.Tanh, 0)), Images);
        foreach (BatchSplit split in KernelRunner.Splits(Images))
        {
            Storage output = batch.Tensors.Output(Images, batch.Length);
            KernelRunner.RunOnPool(batch.Factory.Normalize(channels, batch.Input, output, batch.Storages, (ActivationKind.Tanh, 0)), split, threads: 2);
            Tolerance.CheckSameBits(expected.Images(Images), output.Images(Images), $"{split}");
        }
    }

    [Fact]
    public void Normalize_OperandsOfOtherChannels_Throw()
    {
        using var batch = new NormalizationTensors("scalar", channels: 3, images: 1, new float[12]);
        Storage other = batch.Tensors.Output(1, 10);
        Assert.Equal(
            "received 10 floats; expected pixels of 3 channels. (Parameter 'input')",
            Assert.Throws<ArgumentException>(() => batch.Factory.Normalize(3, other, other, batch.Storages, null)).Message);
        Assert.Equal(
            "received 3 floats; expected 5. (Parameter 'storage')",
            Assert.Throws<ArgumentException>(() => batch.Factory.Normalize(5, other, other, batch.Storages, null)).Message);
    }

    static void CheckNormalize(string set, int channels, int pixels, ActivationKind? kind, GuardSide side)
    {
        const float slope = 0.3f;
        using var batch = new NormalizationTensors(set, channels, Images, TestValues.Uniform(Images * pixels * channels, 4), side);
        TestValues.Uniform(channels, 6, -0.5f, 0.5f).CopyTo(batch.Storages.Mean.Span);
        TestValues.Uniform(channels, 7, 0.5f, 2).CopyTo(batch.Storages.InverseDeviation.Span);
        Storage output = batch.Tensors.Output(Images, batch.Length);
        KernelRunner.Run(
            batch.Factory.Normalize(channels, batch.Input, output, batch.Storages, kind is null ? null : (kind.Value, slope)),
            new BatchSplit(Images, 1, 2));
        double[] expected = NormalizationReference.Normalize(
            channels, batch.Doubles, Doubles(batch.Storages.Mean), Doubles(batch.Storages.InverseDeviation), batch.Scale, batch.Offset);
        if (kind is not null)
        {
            expected = [.. expected.Select(x => ElementwiseReference.Activation(kind.Value, slope, x))];
        }

        // Of some units in the argument, where it may cancel (2.5 · 2 · 1.5 - 2), and some of the activation, whose slope is at most 1.13.
        Tolerance.Element(6).Check(expected, output.Images(Images), $"{channels} channels, {kind}", 8);
    }

    static double[] Doubles(Storage storage) => [.. storage.Span.ToArray().Select(value => (double)value)];

    static float[] Fill(int length, float value) => [.. Enumerable.Repeat(value, length)];
}
