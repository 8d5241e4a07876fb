using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Convolution;

/// <summary>Convolutions in all three directions against their definition in double precision, on every kernel set.</summary>
public class ConvolutionKernelTests
{
    const int Images = 5;

    [Theory]
    [AvailableKernelSets]
    public void Convolution_EveryGeometry_MatchesDefinition(string set) => ForEachCase(set, (factory, g, input, kernel, _, tensors, name) =>
    {
        float[] bias = TestValues.Uniform(g.OutputChannels, 3);
        foreach (bool withBias in new[] { true, false })
        {
            float[] used = withBias ? bias : [];
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                SlidingProduct product = SlidingProduct.Forward(g);
                Storage packed = Packed(factory, g, product, PackDirection.Forward, kernel, tensors);
                Storage output = tensors.Output(Images, g.OutputPixels * g.OutputChannels);
                KernelRunner.Run(factory.Convolution(product, tensors.Batched(Images, input), packed, withBias ? tensors.Shared(bias) : null, output), split);
                Tolerance.Sum(g.Depth).Check(
                    ConvolutionReference.Forward(g, Images, input, kernel, used),
                    output.Images(Images),
                    name,
                    ConvolutionReference.Forward(g, Images, Abs(input), Abs(kernel), Abs(used)));
            }
        }
    });

    [Theory]
    [AvailableKernelSets]
    public void Convolution_ToInput_MatchesDefinition(string set) => ForEachCase(set, (factory, g, _, kernel, gradient, tensors, name) =>
    {
        SlidingProduct product = SlidingProduct.ToInput(g);
        Storage packed = Packed(factory, g, product, PackDirection.ToInput, kernel, tensors);
        Storage output = tensors.Output(Images, g.InputPixels * g.InputChannels);
        KernelRunner.Run(factory.Convolution(product, tensors.Batched(Images, gradient), packed, null, output), new BatchSplit(Images, 2, 2));
        Tolerance.Sum(g.Taps * g.OutputChannels).Check(
            ConvolutionReference.InputGradient(g, Images, gradient, kernel),
            output.Images(Images),
            name,
            ConvolutionReference.InputGradient(g, Images, Abs(gradient), Abs(kernel)));
    });

    [Theory]
    [AvailableKernelSets]
    public void KernelGradientLanes_EveryGeometry_MatchesDefinition(string set) => ForEachCase(set, (factory, g, input, _, gradient, tensors, name) =>
    {
        foreach (BatchSplit split in KernelRunner.Splits(Images))
        {
            Storage partials = tensors.SharedOutput(split.Lanes * factory.KernelGradientLaneLength(g));
            Storage sum = tensors.SharedOutput(g.KernelLength);
            KernelRunner.Run(factory.KernelGradientLanes(g, tensors.Batched(Images, input), tensors.Batched(Images, gradient), partials), split);
            KernelRunner.Run(factory.KernelGradientSum(g, g, split.Lanes, partials, sum));
            CheckKernelGradient(g, input, gradient, sum, name);
        }
    });

    [Theory]
    [AvailableKernelSets]
    public void KernelGradientBlocks_EveryGeometry_MatchesDefinition(string set) => ForEachCase(set, (factory, g, input, _, gradient, tensors, name) =>
    {
        Storage sum = tensors.SharedOutput(g.KernelLength);
        KernelRunner.Run(factory.KernelGradientBlocks(g, Images, tensors.Batched(Images, input), tensors.Batched(Images, gradient), sum));
        CheckKernelGradient(g, input, gradient, sum, name);
    });

    [Theory]
    [AvailableKernelSets]
    public void Dense_ManyRows_GivesTheBitsOfTheConvolution(string set)
    {
        // The same sums in the same order, only split otherwise: a row's result must not depend on which rows it is computed with.
        KernelFactory factory = AvailableKernelSets.Factory(set);
        ConvolutionGeometry g = ConvolutionGeometry.Dense(333, 75);
        const int Rows = 205;
        using var tensors = new GuardedTensors();
        SlidingProduct product = SlidingProduct.Forward(g);
        Storage packed = Packed(factory, g, product, PackDirection.Forward, TestValues.Uniform(g.KernelLength, 1), tensors);
        Storage input = tensors.Batched(Rows, TestValues.Uniform(Rows * 333, 2)), bias = tensors.Shared(TestValues.Uniform(75, 3));
        Storage dense = tensors.Output(Rows, 75), convolution = tensors.Output(Rows, 75);
        KernelRunner.Run(factory.Dense(product, Rows, input, packed, bias, dense));
        KernelRunner.Run(factory.Convolution(product, input, packed, bias, convolution), new BatchSplit(Rows, 4, 7));
        Assert.True(convolution.Images(Rows).SequenceEqual(dense.Images(Rows)));
        Tolerance.Sum(333).Check(
            ConvolutionReference.Forward(g, Rows, input.Images(Rows), TestValues.Uniform(g.KernelLength, 1), bias.Span),
            dense.Images(Rows),
            "dense",
            ConvolutionReference.Forward(g, Rows, Abs(input.Images(Rows).ToArray()), Abs(TestValues.Uniform(g.KernelLength, 1)), Abs(bias.Span.ToArray())));
    }

    [Theory]
    [AvailableKernelSets]
    public void KernelGradientLanes_ManyPixels_CrossesItsBlocks(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        ConvolutionGeometry g = ConvolutionCases.Geometry(3);
        const int Many = 23;
        float[] input = TestValues.Uniform(Many * g.InputPixels * g.InputChannels, 1), gradient = TestValues.Uniform(Many * g.OutputPixels * g.OutputChannels, 2);
        using var tensors = new GuardedTensors();
        Storage partials = tensors.SharedOutput(2 * factory.KernelGradientLaneLength(g)), lanes = tensors.SharedOutput(g.KernelLength), blocks = tensors.SharedOutput(g.KernelLength);
        KernelRunner.Run(factory.KernelGradientLanes(g, tensors.Batched(Many, input), tensors.Batched(Many, gradient), partials), new BatchSplit(Many, 2, 12));
        KernelRunner.Run(factory.KernelGradientSum(g, g, 2, partials, lanes));
        KernelRunner.Run(factory.KernelGradientBlocks(g, Many, tensors.Batched(Many, input), tensors.Batched(Many, gradient), blocks));
        double[] expected = ConvolutionReference.KernelGradient(g, Many, input, gradient), magnitudes = ConvolutionReference.KernelGradient(g, Many, Abs(input), Abs(gradient));
        Tolerance.Sum(Many * g.OutputPixels).Check(expected, lanes.Span, "lanes", magnitudes);
        Tolerance.Sum(Many * g.OutputPixels).Check(expected, blocks.Span, "blocks", magnitudes);
    }

    delegate void Case(KernelFactory factory, ConvolutionGeometry geometry, float[] input, float[] kernel, float[] outputGradient, GuardedTensors tensors, string name);

    static void ForEachCase(string set, Case test)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        for (int i = 0; i < ConvolutionCases.Count; i++)
        {
            ConvolutionGeometry g = ConvolutionCases.Geometry(i);
            using var tensors = new GuardedTensors();
            test(
                factory,
                g,
                TestValues.Uniform(Images * g.InputPixels * g.InputChannels, 1),
                TestValues.Uniform(g.KernelLength, 2),
                TestValues.Uniform(Images * g.OutputPixels * g.OutputChannels, 4),
                tensors,
                $"case {i}: {g}");
        }
    }

    static Storage Packed(KernelFactory factory, ConvolutionGeometry g, SlidingProduct product, PackDirection direction, float[] kernel, GuardedTensors tensors)
    {
        Storage packed = tensors.SharedOutput(factory.PackedLength(product));
        KernelRunner.Run(factory.Pack(g, product, direction, tensors.Shared(kernel), packed));
        return packed;
    }

    static void CheckKernelGradient(ConvolutionGeometry g, float[] input, float[] gradient, Storage sum, string name) =>
        Tolerance.Sum(Images * g.OutputPixels).Check(
            ConvolutionReference.KernelGradient(g, Images, input, gradient),
            sum.Span,
            name,
            ConvolutionReference.KernelGradient(g, Images, Abs(input), Abs(gradient)));

    static float[] Abs(ReadOnlySpan<float> values)
    {
        float[] result = values.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Math.Abs(result[i]);
        }

        return result;
    }
}
