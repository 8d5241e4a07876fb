using Krill.Kernels;
using Krill.Testing;
using Krill.Tests.Kernels.Convolution;

namespace Krill.Tests.Kernels.Interleaved;

/// <summary>Kernels on interleaved images against the same definitions as the others, on every kernel set.</summary>
public class InterleavedKernelTests
{
    const int Images = 3 * Group.Images;

    static readonly BatchSplit s_split = new(Images, Lanes: 2, Chunk: Group.Images, Group.Images);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(49)]
    public void Interleave_ThereAndBack_IsTheSame(int length)
    {
        KernelFactory factory = KernelFactory.For(KernelSets.Current);
        using var tensors = new GuardedTensors();
        float[] values = TestValues.Uniform(Images * length, 1);
        Storage plain = tensors.Batched(Images, values), interleaved = tensors.Output(Images, length), back = tensors.Output(Images, length);
        KernelRunner.Run(factory.Interleave(back: false, plain, interleaved), s_split);
        KernelRunner.Run(factory.Interleave(back: true, interleaved, back), s_split);
        Assert.Equal(values, back.Images(Images).ToArray());
        Assert.Equal(values[(17 * length) + length - 1], interleaved.Images(Images)[(16 * length) + ((length - 1) * 16) + 1]);
    }

    [Theory]
    [AvailableKernelSets]
    public void InterleavedConvolution_BothDirections_MatchesDefinition(string set) => ForEachCase(set, (factory, g, kernel, tensors, name) =>
    {
        float[] input = TestValues.Uniform(Images * g.InputPixels * g.InputChannels, 1), bias = TestValues.Uniform(g.OutputChannels, 3);
        float[] gradient = TestValues.Uniform(Images * g.OutputPixels * g.OutputChannels, 4);
        Storage output = Convolve(factory, g, SlidingProduct.Forward(g), PackDirection.Forward, kernel, bias, input, tensors);
        Tolerance.Sum(g.Depth).Check(
            ConvolutionReference.Forward(g, Images, input, kernel, bias),
            InOrder(factory, output, tensors),
            name,
            ConvolutionReference.Forward(g, Images, Abs(input), Abs(kernel), Abs(bias)));
        Storage inputGradient = Convolve(factory, g, SlidingProduct.ToInput(g), PackDirection.ToInput, kernel, null, gradient, tensors);
        Tolerance.Sum(g.Taps * g.OutputChannels).Check(
            ConvolutionReference.InputGradient(g, Images, gradient, kernel),
            InOrder(factory, inputGradient, tensors),
            name,
            ConvolutionReference.InputGradient(g, Images, Abs(gradient), Abs(kernel)));
    });

    [Theory]
    [AvailableKernelSets]
    public void InterleavedKernelGradient_EveryGeometry_MatchesDefinition(string set) => ForEachCase(set, (factory, g, _, tensors, name) =>
    {
        float[] input = TestValues.Uniform(Images * g.InputPixels * g.InputChannels, 1), gradient = TestValues.Uniform(Images * g.OutputPixels * g.OutputChannels, 4);
        Storage partials = tensors.SharedOutput(s_split.Lanes * g.KernelLength * Group.Images), sums = tensors.SharedOutput(g.KernelLength);
        KernelRunner.Run(factory.InterleavedKernelGradient(g, Grouped(factory, input, tensors), Grouped(factory, gradient, tensors), partials), s_split);
        KernelRunner.Run(factory.InterleavedSum(g.KernelLength, s_split.Lanes, partials, sums));
        Tolerance.Sum(Images * g.OutputPixels).Check(
            ConvolutionReference.KernelGradient(g, Images, input, gradient),
            sums.Span,
            name,
            ConvolutionReference.KernelGradient(g, Images, Abs(input), Abs(gradient)));
    });

    [Theory]
    [AvailableKernelSets(0f, 0.1f)]
    public void InterleavedCrossEntropy_AnyLogits_MatchesTheOneInOrder(string set, float smoothing)
    {
        const int Classes = 7;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        using var tensors = new GuardedTensors();
        float[] logits = TestValues.Uniform(Images * Classes, 5, -30, 30), targets = new float[Images * Classes];
        for (int i = 0; i < Images; i++)
        {
            targets[(i * Classes) + (i % Classes)] = 1;
        }

        // Equal logits, the first of which is the class; and a NaN, with which an image is never correct.
        logits.AsSpan(0, Classes).Fill(2);
        logits[(20 * Classes) + 3] = float.NaN;
        LossOutputs Outputs() => new(tensors.Output(Images, 1), tensors.Output(Images, 1), tensors.Output(Images, Classes));
        LossOutputs inOrder = Outputs(), interleaved = Outputs();
        Storage target = tensors.Batched(Images, targets);
        KernelRunner.Run(factory.CrossEntropyFromLogits(smoothing, Images, tensors.Batched(Images, logits), target, inOrder), s_split);
        KernelRunner.Run(factory.InterleavedCrossEntropy(smoothing, Images, Grouped(factory, logits, tensors), target, interleaved), s_split);
        Assert.Equal(inOrder.Correct.Images(Images).ToArray(), interleaved.Correct.Images(Images).ToArray());
        Assert.Equal([1, 0], new[] { interleaved.Correct.Images(Images)[0], interleaved.Correct.Images(Images)[20] });
        Tolerance policy = Tolerance.Sum(Classes, 4);
        policy.Check(Widen(inOrder.Loss.Images(Images)), interleaved.Loss.Images(Images), "loss");
        policy.Check(Widen(inOrder.Gradient!.Images(Images)), InOrder(factory, interleaved.Gradient!, tensors), "gradient", 1.0 / Images);
    }

    delegate void Case(KernelFactory factory, ConvolutionGeometry geometry, float[] kernel, GuardedTensors tensors, string name);

    static void ForEachCase(string set, Case test)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        for (int i = 0; i < ConvolutionCases.Count; i++)
        {
            ConvolutionGeometry g = ConvolutionCases.Geometry(i);
            if (g.KernelLength <= 2000)
            {
                using var tensors = new GuardedTensors();
                test(factory, g, TestValues.Uniform(g.KernelLength, 2), tensors, $"case {i}: {g}");
            }
        }
    }

    static Storage Convolve(
        KernelFactory factory, ConvolutionGeometry g, SlidingProduct product, PackDirection direction, float[] kernel, float[]? bias, float[] source, GuardedTensors tensors)
    {
        Storage packed = tensors.SharedOutput(g.KernelLength), output = tensors.Output(Images, product.Pixels * product.Columns);
        KernelRunner.Run(factory.PackInterleaved(g, product, direction, tensors.Shared(kernel), packed));
        KernelRunner.Run(factory.InterleavedConvolution(product, Grouped(factory, source, tensors), packed, bias is null ? null : tensors.Shared(bias), output), s_split);
        return output;
    }

    static Storage Grouped(KernelFactory factory, float[] values, GuardedTensors tensors)
    {
        Storage result = tensors.Output(Images, values.Length / Images);
        KernelRunner.Run(factory.Interleave(back: false, tensors.Batched(Images, values), result), s_split);
        return result;
    }

    static Span<float> InOrder(KernelFactory factory, Storage interleaved, GuardedTensors tensors)
    {
        Storage result = tensors.Output(Images, interleaved.Length);
        KernelRunner.Run(factory.Interleave(back: true, interleaved, result), s_split);
        return result.Images(Images);
    }

    static double[] Widen(ReadOnlySpan<float> values) => [.. values.ToArray().Select(value => (double)value)];

    static float[] Abs(float[] values) => [.. values.Select(Math.Abs)];
}
