using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Execution;

public sealed class PieceChainTests
{
    const int Channels = 48;
    const int Images = 5;

    // Three pieces an image, and images that are one.
    static readonly int[] s_pixels = [480, 4];

    [Theory, AvailableKernelSets]
    public void Run_KernelsOfElements_GiveTheBitsOfEachByItself(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int pixels in s_pixels)
        {
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                using var tensors = new GuardedTensors();
                float[] values = TestValues.Uniform(Images * pixels * Channels, 1);
                Storage[] apart = Outputs(tensors, pixels), chained = Outputs(tensors, pixels);
                Storage input = tensors.Batched(Images, values);
                NormalizationStorages normalization = Normalization(tensors);
                Storage scalar = tensors.Shared(0.75f), perChannel = tensors.Shared(TestValues.Uniform(Channels, 2)), sums = tensors.Shared(TestValues.Uniform(2 * Channels, 6));
                foreach (BatchKernel kernel in Kernels(factory, pixels, input, apart, normalization, scalar, perChannel, sums))
                {
                    KernelRunner.Run(kernel, split);
                }

                BatchKernel[] kernels = [.. Kernels(factory, pixels, input, chained, normalization, scalar, perChannel, sums)];
                KernelRunner.Run(new PieceChain(pixels * Channels, kernels), split);
                for (int i = 0; i < apart.Length; i++)
                {
                    Tolerance.CheckSameBits(apart[i].Images(Images), chained[i].Images(Images), $"{kernels[i].GetType().Name}, {pixels} pixels, {split}");
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Run_KernelsOfSums_SumAllPieces(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int pixels in s_pixels)
        {
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                using var tensors = new GuardedTensors();
                float[] values = TestValues.Uniform(Images * pixels * Channels, 1);
                Storage input = tensors.Batched(Images, values), partials = tensors.SharedOutput(split.Lanes), least = tensors.SharedOutput(split.Lanes);
                Storage byPosition = tensors.SharedOutput(split.Lanes * Channels), moments = tensors.SharedOutput(factory.MomentPartialsLength(Channels, split));
                KernelRunner.Run(
                    new PieceChain(
                        pixels * Channels,
                        [
                            factory.LaneSum(input, null, partials),
                            factory.LaneExtremum(greatest: false, input, least),
                            factory.LaneSumByPosition(Channels, input, byPosition),
                            factory.Moments(Channels, input, moments),
                        ]),
                    split);

                Tolerance.Sum(values.Length).Check([values.Sum(x => (double)x)], Total(partials.Span, 1), "sum", [values.Sum(x => Math.Abs((double)x))]);
                Assert.Equal(values.Min(), least.Span.ToArray().Min());
                Tolerance.Sum(values.Length / Channels).Check(
                    PerChannel(values, x => x), Total(byPosition.Span, Channels), "sums by position", PerChannel(values, x => Math.Abs(x)));

                NormalizationStorages normalization = Normalization(tensors);
                KernelRunner.Run(factory.FinishMoments(Channels, pixels, split, 1e-3f, 0.99f, moments, normalization));
                double[] means = [.. PerChannel(values, x => x).Select(sum => sum / (Images * pixels))];
                Tolerance.Sum(values.Length / Channels).Check(means, normalization.Mean.Span, "means", [.. PerChannel(values, x => Math.Abs(x)).Select(sum => sum / (Images * pixels))]);
            }
        }
    }

    [Theory]
    [InlineData(96, 1, 1, 1)]
    [InlineData(96, 1, 48, 48)]
    [InlineData(192, 64, 48, 192)]
    [InlineData(96, 64, 48, 0)]
    [InlineData(96, 48, 0, 0)]
    public void Unit_OfTwoKernels_IsWhatBothAccept(int length, int first, int second, int expected) =>
        Assert.Equal(expected, PieceChain.Unit(length, first, second));

    static IEnumerable<BatchKernel> Kernels(
        KernelFactory factory, int pixels, Storage input, Storage[] outputs, NormalizationStorages normalization, Storage scalar, Storage perChannel, Storage sums)
    {
        var state = new StepState { Seed = 5, Step = 3 };
        yield return factory.GaussianNoise(0.1f, state, 2, input, outputs[0]);
        yield return factory.Normalize(Channels, outputs[0], outputs[1], normalization, (ActivationKind.Relu, 0));
        yield return factory.Binary(BinaryKind.Multiply, outputs[1], scalar, outputs[2]);
        yield return factory.Binary(BinaryKind.Add, outputs[2], perChannel, outputs[3]);
        yield return factory.Binary(BinaryKind.Subtract, outputs[3], outputs[0], outputs[4]);
        yield return factory.Softmax(pixels, Channels, 1, outputs[4], outputs[5]);
        yield return factory.SoftmaxGradient(pixels, Channels, 1, outputs[5], outputs[0], outputs[6]);
        yield return factory.NormalizationGradient(Channels, Images, outputs[0], outputs[6], sums, normalization, outputs[7]);
    }

    static Storage[] Outputs(GuardedTensors tensors, int pixels) => [.. Enumerable.Range(0, 8).Select(_ => tensors.Output(Images, pixels * Channels))];

    static NormalizationStorages Normalization(GuardedTensors tensors) => new()
    {
        MovingMean = tensors.Shared(new float[Channels]),
        MovingVariance = tensors.Shared(new float[Channels]),
        Mean = tensors.Shared(TestValues.Uniform(Channels, 3)),
        InverseDeviation = tensors.Shared([.. TestValues.Uniform(Channels, 4).Select(x => 1 + Math.Abs(x))]),
        Scale = tensors.Shared(TestValues.Uniform(Channels, 5)),
    };

    static double[] PerChannel(float[] values, Func<float, double> term) =>
        [.. Enumerable.Range(0, Channels).Select(channel => values.Where((_, i) => i % Channels == channel).Sum(term))];

    static float[] Total(ReadOnlySpan<float> partials, int length)
    {
        float[] all = partials.ToArray();
        return [.. Enumerable.Range(0, length).Select(i => all.Where((_, j) => j % length == i).Sum())];
    }
}
