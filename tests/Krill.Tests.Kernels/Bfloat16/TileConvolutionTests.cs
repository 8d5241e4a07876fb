using Krill.Kernels;
using Krill.Testing;
using Krill.Tests.Kernels.Convolution;

namespace Krill.Tests.Kernels.Bfloat16;

/// <summary>
/// Convolutions on the tile unit, in all directions, against their definition in double precision on factors that are rounded to bfloat16 before: the
/// products of such numbers are exact in float32, so that the sums alone are rounded.
/// </summary>
public class TileConvolutionTests
{
    [TileFact]
    public void TileConvolution_EveryGeometry_MatchesDefinition() => ForEachCase((g, images, input, kernel, _, tensors, name) =>
    {
        float[] bias = TestValues.Uniform(g.OutputChannels, 3);
        foreach (float[] used in new[] { bias, [] })
        {
            foreach (BatchSplit split in KernelRunner.Splits(images))
            {
                Storage output = tensors.Output(images, g.OutputPixels * g.OutputChannels);
                Run(g, PositionGrid.Forward(g), PackDirection.Forward, images, input, kernel, used, output, split, tensors);
                Tolerance.Sum(g.Depth).Check(
                    ConvolutionReference.Forward(g, images, input, kernel, used),
                    output.Images(images),
                    name,
                    ConvolutionReference.Forward(g, images, Abs(input), Abs(kernel), Abs(used)));
            }
        }
    });

    [TileFact]
    public void TileConvolution_ToInput_MatchesDefinition() => ForEachCase((g, images, _, kernel, gradient, tensors, name) =>
    {
        foreach (BatchSplit split in KernelRunner.Splits(images))
        {
            Storage output = tensors.Output(images, g.InputPixels * g.InputChannels);
            Run(g, PositionGrid.ToInput(g), PackDirection.ToInput, images, gradient, kernel, [], output, split, tensors);
            Tolerance.Sum(g.Taps * g.OutputChannels).Check(
                ConvolutionReference.InputGradient(g, images, gradient, kernel),
                output.Images(images),
                name,
                ConvolutionReference.InputGradient(g, images, Abs(gradient), Abs(kernel)));
        }
    });

    [TileFact]
    public void TileConvolution_AnySplit_GivesTheSameBits() => ForEachCase((g, images, input, kernel, _, tensors, name) =>
    {
        Storage whole = tensors.Output(images, g.OutputPixels * g.OutputChannels);
        Run(g, PositionGrid.Forward(g), PackDirection.Forward, images, input, kernel, [], whole, new BatchSplit(images, 1, images), tensors);
        Storage single = tensors.Output(images, g.OutputPixels * g.OutputChannels);
        Run(g, PositionGrid.Forward(g), PackDirection.Forward, images, input, kernel, [], single, new BatchSplit(images, images, 1), tensors);
        Assert.True(whole.Images(images).SequenceEqual(single.Images(images)), name);
    });

    [TileFact]
    public void TileDense_ManyRows_GivesTheBitsOfTheConvolution()
    {
        ConvolutionGeometry g = ConvolutionGeometry.Dense(333, 75);
        const int Rows = 205;
        using var tensors = new GuardedTensors();
        float[] input = Rounded(Rows * 333, 2), kernel = Rounded(g.KernelLength, 1), bias = TestValues.Uniform(75, 3);
        Storage convolution = tensors.Output(Rows, 75), dense = tensors.Output(Rows, 75);
        Run(g, PositionGrid.Forward(g), PackDirection.Forward, Rows, input, kernel, bias, convolution, new BatchSplit(Rows, 4, 7), tensors);
        var matrix = new TileMatrix(PositionGrid.Forward(g));
        Storage grid = tensors.Output(Rows, matrix.Grid.ImageLength), packed = tensors.SharedOutput(matrix.Length);
        KernelRunner.Run(KernelFactory.PackTiles(g, matrix, PackDirection.Forward, tensors.Shared(kernel), packed));
        KernelRunner.Run(KernelFactory.FillGrid(matrix.Grid, tensors.Batched(Rows, input), grid), Rows);
        KernelRunner.Run(KernelFactory.TileDense(matrix, Rows, grid, packed, tensors.Shared(bias), dense));
        Assert.True(convolution.Images(Rows).SequenceEqual(dense.Images(Rows)));
        Tolerance.Sum(333).Check(
            ConvolutionReference.Forward(g, Rows, input, kernel, bias), dense.Images(Rows), "dense", ConvolutionReference.Forward(g, Rows, Abs(input), Abs(kernel), Abs(bias)));
    }

    [TileFact]
    public void TileGradient_EveryGeometry_MatchesDefinition()
    {
        int checkedCases = 0, denseCases = 0, imageCases = 0;
        ForEachCase((g, images, input, _, gradient, tensors, name) =>
        {
            checkedCases++;
            double[] expected = ConvolutionReference.KernelGradient(g, images, input, gradient);
            double[] magnitudes = ConvolutionReference.KernelGradient(g, images, Abs(input), Abs(gradient));
            KernelFactory factory = KernelFactory.For(KernelSet.Amx);
            foreach (BatchSplit split in KernelRunner.Splits(images))
            {
                (GradientLayout layout, Storage transposed, Storage pairs) = Operands(new GradientLayout(g), isWhole: false, images, input, gradient, split, tensors);
                Storage partials = tensors.SharedOutput(split.Lanes * factory.KernelGradientLaneLength(layout.SumsGeometry)), sum = tensors.SharedOutput(g.KernelLength);
                KernelRunner.Run(KernelFactory.TileGradientLanes(layout, transposed, pairs, partials), split);
                KernelRunner.Run(factory.KernelGradientSum(g, layout.SumsGeometry, split.Lanes, partials, sum));
                Tolerance.Sum(images * g.OutputPixels).Check(expected, sum.Span, $"lanes, {name}", magnitudes);

                Storage blocks = tensors.SharedOutput(g.KernelLength);
                (layout, transposed, pairs) = Operands(new GradientLayout(g, images), isWhole: true, images, input, gradient, split, tensors);
                KernelRunner.Run(KernelFactory.TileGradientBlocks(layout, images, transposed, pairs, blocks));
                Tolerance.Sum(images * g.OutputPixels).Check(expected, blocks.Span, $"blocks, {name}", magnitudes);
                if (TileGradientByImages.Suits(g, images))
                {
                    Storage byImages = tensors.SharedOutput(g.KernelLength);
                    PositionGrid inputGrid = PositionGrid.Forward(g), gradientGrid = PositionGrid.ToInput(g);
                    Storage inputs = tensors.Output(images, inputGrid.ImageLength), gradients = tensors.Output(images, gradientGrid.ImageLength);
                    KernelRunner.Run(KernelFactory.FillGrid(inputGrid, tensors.Batched(images, input), inputs), split);
                    KernelRunner.Run(KernelFactory.FillGrid(gradientGrid, tensors.Batched(images, gradient), gradients), split);
                    KernelRunner.Run(KernelFactory.TileGradientByImages(g, images, inputGrid, gradientGrid, inputs, gradients, byImages));
                    Tolerance.Sum(images * g.OutputPixels).Check(expected, byImages.Span, $"by images, {name}", magnitudes);
                    imageCases++;
                }

                if (TileDenseGradient.Suits(g, images))
                {
                    Storage dense = tensors.SharedOutput(g.KernelLength);
                    KernelRunner.Run(KernelFactory.TileDenseGradient(g, images, tensors.Batched(images, input), tensors.Batched(images, gradient), dense));
                    Tolerance.Sum(images).Check(expected, dense.Span, $"dense, {name}", magnitudes);
                    denseCases++;
                }
            }
        });
        Assert.True(checkedCases > 10 && denseCases >= 4 && imageCases > 20, $"only {checkedCases} cases were checked, {denseCases} of dense layers, {imageCases} by images");
    }

    delegate void Case(ConvolutionGeometry geometry, int images, float[] input, float[] kernel, float[] outputGradient, GuardedTensors tensors, string name);

    static void ForEachCase(Case test)
    {
        foreach (ConvolutionGeometry g in ConvolutionCases.All.Concat(TileCases.All))
        {
            // Few images, and enough for tiles whose rows are images.
            foreach (int images in (int[])[3, 37])
            {
                if (images * (long)g.OutputPixels * g.KernelLength > 40_000_000)
                {
                    continue;
                }

                using var tensors = new GuardedTensors();
                test(
                    g,
                    images,
                    Rounded(images * g.InputPixels * g.InputChannels, 1),
                    Rounded(g.KernelLength, 2),
                    Rounded(images * g.OutputPixels * g.OutputChannels, 4),
                    tensors,
                    $"{images} images, {g}");
            }
        }
    }

    static void Run(
        ConvolutionGeometry g, PositionGrid grid, PackDirection direction, int images, float[] source, float[] kernel, float[] bias, Storage output, BatchSplit split, GuardedTensors tensors)
    {
        var matrix = new TileMatrix(grid);
        Storage packed = tensors.SharedOutput(matrix.Length), filled = tensors.Output(images, grid.ImageLength);
        KernelRunner.Run(KernelFactory.PackTiles(g, matrix, direction, tensors.Shared(kernel), packed));
        KernelRunner.Run(KernelFactory.FillGrid(grid, tensors.Batched(images, source), filled), split);
        KernelRunner.Run(KernelFactory.TileConvolution(matrix, filled, packed, bias.Length == 0 ? null : tensors.Shared(bias), output), split);
    }

    static (GradientLayout Layout, Storage Transposed, Storage Pairs) Operands(
        GradientLayout layout, bool isWhole, int images, float[] input, float[] gradient, BatchSplit split, GuardedTensors tensors)
    {
        Storage filled = tensors.Output(images, layout.Grid.ImageLength);
        Storage transposed = isWhole ? tensors.SharedOutput(images * layout.TransposedLength) : tensors.Output(images, layout.TransposedLength);
        Storage pairs = isWhole ? tensors.SharedOutput(images * layout.PairsLength) : tensors.Output(images, layout.PairsLength);
        KernelRunner.Run(KernelFactory.FillGrid(layout.Grid, tensors.Batched(images, input), filled), split);
        KernelRunner.Run(KernelFactory.TransposeGrid(layout, filled, transposed), split);
        KernelRunner.Run(KernelFactory.Pair(layout, tensors.Batched(images, gradient), pairs), split);
        return (layout, transposed, pairs);
    }

    static float[] Rounded(int length, ulong seed) => [.. TestValues.Uniform(length, seed).Select(Bfloat16Reference.Round)];

    static float[] Abs(float[] values) => [.. values.Select(Math.Abs)];
}
