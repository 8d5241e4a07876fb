using Krill.Kernels;
using Krill.Testing;
using Krill.Tests.Kernels.Convolution;

namespace Krill.Tests.Kernels.Winograd;

/// <summary>Winograd convolutions in all three directions against the definition in double precision, on every kernel set.</summary>
public class WinogradTests
{
    const int Images = WinogradCases.Images, Many = 120;

    // Tiles for several blocks and parts, channels for several blocks and panels.
    static readonly Lazy<(ConvolutionGeometry Geometry, float[] Input, float[] Gradient, double[] KernelGradient)> s_manyTiles = new(() =>
    {
        ConvolutionGeometry g = WinogradCases.Geometry(9, 11, 100, 70, same: true);
        float[] input = TestValues.Uniform(Many * g.InputPixels * g.InputChannels, 1), gradient = TestValues.Uniform(Many * g.OutputPixels * g.OutputChannels, 2);
        return (g, input, gradient, ConvolutionReference.KernelGradient(g, Many, input, gradient));
    });

    [Theory]
    [AvailableKernelSets]
    public void Convolution_EveryMap_MatchesDefinition(string set) => ForEachCase(set, (factory, g, input, kernel, _, tensors) =>
    {
        float[] bias = TestValues.Uniform(g.OutputChannels, 3);
        Storage source = tensors.Batched(Images, input), output = Convolve(factory, g, PackDirection.Forward, source, kernel, bias, new(Images, 2, 1), tensors);
        double[] magnitudes = WinogradMagnitudes.Forward(g, Images, input, kernel);
        for (int i = 0; i < magnitudes.Length; i++)
        {
            magnitudes[i] += Math.Abs(bias[i % bias.Length]);
        }

        Tolerance.Winograd(g.InputChannels).Check(ConvolutionReference.Forward(g, Images, input, kernel, bias), output.Images(Images), $"{g}", magnitudes);
        foreach (BatchSplit split in KernelRunner.Splits(Images))
        {
            Tolerance.CheckSameBits(output.Images(Images), Convolve(factory, g, PackDirection.Forward, source, kernel, bias, split, tensors).Images(Images), $"{split}: {g}");
        }

        Storage whole = ConvolveWhole(factory, g, PackDirection.Forward, source, kernel, bias, tensors);
        Tolerance.CheckSameBits(output.Images(Images), whole.Images(Images), $"whole: {g}");
    });

    [Theory]
    [AvailableKernelSets]
    public void Convolution_ToInput_MatchesDefinition(string set) => ForEachCase(set, (factory, g, _, kernel, gradient, tensors) =>
    {
        Storage source = tensors.Batched(Images, gradient), output = Convolve(factory, g, PackDirection.ToInput, source, kernel, [], new(Images, 2, 2), tensors);
        Tolerance.Winograd(g.OutputChannels).Check(
            ConvolutionReference.InputGradient(g, Images, gradient, kernel),
            output.Images(Images),
            $"{g}",
            WinogradMagnitudes.InputGradient(g, Images, gradient, kernel));
        Storage whole = ConvolveWhole(factory, g, PackDirection.ToInput, source, kernel, [], tensors);
        Tolerance.CheckSameBits(output.Images(Images), whole.Images(Images), $"whole: {g}");
    });

    [Theory]
    [AvailableKernelSets]
    public void KernelGradient_EveryMap_MatchesDefinition(string set) => ForEachCase(set, (factory, g, input, _, gradient, tensors) =>
    {
        Storage images = tensors.Batched(Images, input), gradients = tensors.Batched(Images, gradient);
        double[] expected = ConvolutionReference.KernelGradient(g, Images, input, gradient);
        double[] magnitudes = WinogradMagnitudes.KernelGradient(g, Images, input, gradient);
        Tolerance tolerance = Tolerance.Winograd(Images * WinogradTiles.Forward(g).Tiles);
        tolerance.Check(expected, Lanes(factory, g, images, gradients, new(Images, 2, 1), tensors).Span, $"lanes: {g}", magnitudes);
        tolerance.Check(expected, Blocks(factory, g, Images, images, gradients, tensors).Span, $"blocks: {g}", magnitudes);
    });

    [Theory]
    [AvailableKernelSets]
    public void WholeConvolution_ManyPanelsAndTiles_GivesTheBitsOfTheConvolution(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        ConvolutionGeometry g = WinogradCases.Geometry(6, 5, 210, 300, same: true);
        using var tensors = new GuardedTensors();
        float[] kernel = TestValues.Uniform(g.KernelLength, 1);
        Storage source = tensors.Batched(Many, TestValues.Uniform(Many * 30 * 210, 2));
        Storage whole = ConvolveWhole(factory, g, PackDirection.Forward, source, kernel, [], tensors, Many);
        Storage chunks = Convolve(factory, g, PackDirection.Forward, source, kernel, [], new(Many, 3, 7), tensors);
        Tolerance.CheckSameBits(chunks.Images(Many), whole.Images(Many), "whole");

        // The direct kernel is right by its own tests.
        SlidingProduct product = SlidingProduct.Forward(g);
        Storage packed = tensors.SharedOutput(factory.PackedLength(product)), direct = tensors.Output(Many, g.OutputPixels * g.OutputChannels);
        KernelRunner.Run(factory.Pack(g, product, PackDirection.Forward, tensors.Shared(kernel), packed));
        KernelRunner.Run(factory.Convolution(product, source, packed, null, direct), new BatchSplit(Many, 3, 7));
        Assert.InRange(RelativeError(Double(direct.Images(Many)), whole.Images(Many)), 0, 2e-6);
    }

    [Theory]
    [AvailableKernelSets]
    public void KernelGradient_ManyTiles_DependsOnLanesAlone(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        (ConvolutionGeometry g, float[] input, float[] gradient, double[] expected) = s_manyTiles.Value;
        using var tensors = new GuardedTensors();
        Storage images = tensors.Batched(Many, input), gradients = tensors.Batched(Many, gradient);
        Storage one = Lanes(factory, g, images, gradients, new(Many, 4, Many), tensors);
        foreach (int chunk in new[] { 1, 5, 22 })
        {
            Tolerance.CheckSameBits(one.Span, Lanes(factory, g, images, gradients, new(Many, 4, chunk), tensors).Span, $"chunks of {chunk}");
        }

        Assert.Equal(set == "scalar" ? 1 : 2, factory.WinogradGradientParts(g, Many));
        Storage partials = tensors.SharedOutput(2 * factory.KernelGradientLaneLength(g)), direct = tensors.SharedOutput(g.KernelLength);
        KernelRunner.Run(factory.KernelGradientLanes(g, images, gradients, partials), new BatchSplit(Many, 2, 12));
        KernelRunner.Run(factory.KernelGradientSum(g, g, 2, partials, direct));
        double directError = RelativeError(expected, direct.Span);
        Assert.InRange(RelativeError(expected, one.Span), 0, 3 * directError);
        Assert.InRange(RelativeError(expected, Blocks(factory, g, Many, images, gradients, tensors).Span), 0, 3 * directError);
    }

    [Theory]
    [AvailableKernelSets]
    public void Convolution_ManyChannels_ErrsByLittleMoreThanTheDirectSum(string set)
    {
        // docs/numerics.md has the bounds: root mean square errors beside those of the direct sum, over the results' own.
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach ((int channels, float lowest) in new[] { (16, -2f), (64, -2f), (64, 0f), (256, -2f), (256, 0f) })
        {
            ConvolutionGeometry g = WinogradCases.Geometry(12, 12, channels, 24, same: true);
            using var tensors = new GuardedTensors();
            float[] kernel = TestValues.Uniform(g.KernelLength, 1), input = TestValues.Uniform(g.InputPixels * g.InputChannels, 2, lowest);
            Storage source = tensors.Batched(1, input);
            SlidingProduct product = SlidingProduct.Forward(g);
            Storage packed = tensors.SharedOutput(factory.PackedLength(product)), direct = tensors.Output(1, g.OutputPixels * g.OutputChannels);
            KernelRunner.Run(factory.Pack(g, product, PackDirection.Forward, tensors.Shared(kernel), packed));
            KernelRunner.Run(factory.Convolution(product, source, packed, null, direct), 1);
            Storage winograd = Convolve(factory, g, PackDirection.Forward, source, kernel, [], new(1, 1, 1), tensors);
            double[] expected = ConvolutionReference.Forward(g, 1, input, kernel, []);
            double directError = RelativeError(expected, direct.Span), error = RelativeError(expected, winograd.Span);
            Assert.True(
                error < 3 * directError && error < 1e-5,
                $"{set}, {channels} channels from {lowest}: direct {directError:G3}, Winograd {error:G3}, {error / directError:G3} times");
        }
    }

    [Theory]
    [AvailableKernelSets]
    public void Convolution_NaNAndInfinity_StayInTheirTiles(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        ConvolutionGeometry g = WinogradCases.Geometry(17, 14, 5, 20, same: true);
        float[] kernel = TestValues.Uniform(g.KernelLength, 1), input = TestValues.Uniform(2 * g.InputPixels * g.InputChannels, 2);
        using var tensors = new GuardedTensors();
        Storage clean = Convolve(factory, g, PackDirection.Forward, tensors.Batched(2, input), kernel, [], new(2, 1, 2), tensors);
        foreach (float poison in new[] { float.NaN, float.PositiveInfinity })
        {
            // Pixel (9, 6) of the first image: seen by outputs (8 to 10, 5 to 7), by the tiles of outputs (8 to 11, 4 to 7), and, from their borders of one, by no others.
            float[] poisoned = [.. input];
            poisoned[(((9 * 14) + 6) * 5) + 3] = poison;
            Storage output = Convolve(factory, g, PackDirection.Forward, tensors.Batched(2, poisoned), kernel, [], new(2, 1, 2), tensors);
            for (int i = 0; i < output.Images(2).Length; i++)
            {
                (int image, int y, int x) = (i / output.Length, i % output.Length / 20 / 14, i % output.Length / 20 % 14);
                if (image == 0 && y is >= 8 and <= 11 && x is >= 4 and <= 7)
                {
                    Assert.False(float.IsFinite(output.Images(2)[i]) && y is >= 8 and <= 10 && x is >= 5 and <= 7);
                }
                else
                {
                    Assert.Equal(BitConverter.SingleToInt32Bits(clean.Images(2)[i]), BitConverter.SingleToInt32Bits(output.Images(2)[i]));
                }
            }
        }
    }

    [Fact]
    public void CanServe_OtherWindowsAndStrides_IsFalse()
    {
        ConvolutionGeometry g = WinogradCases.Geometry(8, 8, 4, 4, same: true);
        Assert.True(WinogradTiles.CanServe(g));
        Assert.False(WinogradTiles.CanServe(g with { Window = g.Window with { StrideX = 2 } }));
        Assert.False(WinogradTiles.CanServe(g with { Window = g.Window with { WindowHeight = 5 } }));
    }

    delegate void Case(KernelFactory factory, ConvolutionGeometry geometry, float[] input, float[] kernel, float[] outputGradient, GuardedTensors tensors);

    static void ForEachCase(string set, Case test)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (ConvolutionGeometry g in WinogradCases.All)
        {
            using var tensors = new GuardedTensors();
            test(
                factory,
                g,
                TestValues.Uniform(Images * g.InputPixels * g.InputChannels, 1),
                TestValues.Uniform(g.KernelLength, 2),
                TestValues.Uniform(Images * g.OutputPixels * g.OutputChannels, 4),
                tensors);
        }
    }

    static Storage Convolve(
        KernelFactory factory, ConvolutionGeometry g, PackDirection direction, Storage source, float[] kernel, float[] bias, BatchSplit split, GuardedTensors tensors)
    {
        (WinogradTiles tiles, Storage packed) = Packed(factory, g, direction, kernel, tensors);
        Storage output = tensors.Output(split.Images, tiles.OutputLength);
        KernelRunner.Run(factory.WinogradConvolution(tiles, source, packed, bias.Length > 0 ? tensors.Shared(bias) : null, output), split);
        return output;
    }

    static Storage ConvolveWhole(
        KernelFactory factory, ConvolutionGeometry g, PackDirection direction, Storage source, float[] kernel, float[] bias, GuardedTensors tensors, int images = Images)
    {
        (WinogradTiles tiles, Storage packed) = Packed(factory, g, direction, kernel, tensors);
        Storage output = tensors.Output(images, tiles.OutputLength);
        KernelRunner.Run(factory.WinogradWholeConvolution(tiles, images, source, packed, bias.Length > 0 ? tensors.Shared(bias) : null, output));
        return output;
    }

    static (WinogradTiles Tiles, Storage Packed) Packed(KernelFactory factory, ConvolutionGeometry g, PackDirection direction, float[] kernel, GuardedTensors tensors)
    {
        WinogradTiles tiles = direction == PackDirection.Forward ? WinogradTiles.Forward(g) : WinogradTiles.ToInput(g);
        Storage packed = tensors.SharedOutput(factory.WinogradPackedLength(tiles));
        KernelRunner.Run(factory.WinogradPack(g, direction, tensors.Shared(kernel), packed));
        return (tiles, packed);
    }

    static Storage Lanes(KernelFactory factory, ConvolutionGeometry g, Storage input, Storage gradient, BatchSplit split, GuardedTensors tensors)
    {
        Storage partials = tensors.SharedOutput(split.Lanes * factory.WinogradGradientLaneLength(g)), sum = tensors.SharedOutput(g.KernelLength);
        KernelRunner.Run(factory.WinogradGradientLanes(g, input, gradient, partials), split);
        KernelRunner.Run(factory.WinogradGradientSum(g, split.Lanes, partials, sum));
        return sum;
    }

    static Storage Blocks(KernelFactory factory, ConvolutionGeometry g, int images, Storage input, Storage gradient, GuardedTensors tensors)
    {
        int parts = factory.WinogradGradientParts(g, images);
        Storage partials = tensors.SharedOutput(parts * g.KernelLength), sum = tensors.SharedOutput(g.KernelLength);
        KernelRunner.Run(factory.WinogradGradientBlocks(g, images, input, gradient, partials));
        KernelRunner.Run(factory.SumLanes(g.KernelLength, parts, partials, sum));
        return sum;
    }

    static double RelativeError(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        double error = 0, size = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            error += Math.Pow(expected[i] - actual[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(error / size);
    }

    static double[] Double(ReadOnlySpan<float> values)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = values[i];
        }

        return result;
    }
}
