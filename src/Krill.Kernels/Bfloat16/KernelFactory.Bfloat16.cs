namespace Krill.Kernels;

/// <summary>Products of bfloat16: on the tile unit where the set has it (<see cref="HasTiles"/>), elsewhere of floats that are rounded to it.</summary>
internal abstract partial class KernelFactory
{
    /// <summary>Whether the set multiplies bfloat16 on the tile unit.</summary>
    public bool HasTiles => Set == KernelSet.Amx;

    /// <summary>output = input, rounded to bfloat16; image by image.</summary>
    public abstract BatchKernel RoundToBfloat16(Storage input, Storage output);

    /// <summary>The same for a shared tensor.</summary>
    public abstract TaskKernel SharedRoundToBfloat16(Storage input, Storage output);

    /// <summary>Rounds images to bfloat16 where they are, and packs them into half as many floats an image.</summary>
    public abstract BatchKernel PackBfloat16(Storage values, Storage packed);

    /// <summary>Unpacks such images.</summary>
    public abstract BatchKernel UnpackBfloat16(Storage packed, Storage values);

    /// <summary>Copies images into the grids of a product, <see cref="PositionGrid.ImageLength"/> floats an image.</summary>
    public static BatchKernel FillGrid(PositionGrid grid, Storage source, Storage target) => new GridKernel(grid, source, target);

    /// <summary>Packs a kernel (shared) for a product in one direction.</summary>
    public static TaskKernel PackTiles(ConvolutionGeometry geometry, TileMatrix matrix, PackDirection direction, Storage kernel, Storage packed) =>
        new TilePackKernel(geometry, matrix, direction, kernel, packed);

    /// <summary>output = source * packed (+ bias, a float per column): a convolution in the direction of the matrix.</summary>
    public static BatchKernel TileConvolution(TileMatrix matrix, Storage source, Storage packed, Storage? bias, Storage output) =>
        new TileConvolutionKernel(matrix, source, packed, bias, output);

    /// <summary>The same for a dense product whose weights exceed a cache; sees the whole batch.</summary>
    public static TaskKernel TileDense(TileMatrix matrix, int images, Storage source, Storage packed, Storage? bias, Storage output) =>
        new TileDenseKernel(matrix, images, source, packed, bias, output);

    /// <summary>Transposes the grids of a convolution's input, for its kernel's gradient.</summary>
    public static BatchKernel TransposeGrid(GradientLayout layout, Storage grids, Storage transposed) => new TransposedGridKernel(layout, grids, transposed);

    /// <summary>Pairs the positions of a convolution's output gradient, for its kernel's gradient.</summary>
    public static BatchKernel Pair(GradientLayout layout, Storage gradient, Storage pairs) => new PairKernel(layout, gradient, pairs);

    /// <summary>The kernel's gradient, summed per lane: <see cref="GradientLayout.SumsGeometry"/> in the layout of <see cref="KernelGradientLanes"/>.</summary>
    public static BatchKernel TileGradientLanes(GradientLayout layout, Storage transposed, Storage pairs, Storage partials) =>
        new TileGradientLanes(layout, transposed, pairs, partials);

    /// <summary>The kernel's gradient in blocks, each over the whole batch.</summary>
    public static TaskKernel TileGradientBlocks(GradientLayout layout, int images, Storage transposed, Storage pairs, Storage kernelGradient) =>
        new TileGradientBlocks(layout, images, transposed, pairs, kernelGradient);

    /// <summary>The same from the grids of a forward product and of one to the input.</summary>
    public static TaskKernel TileGradientByImages(
        ConvolutionGeometry geometry, int images, PositionGrid inputGrid, PositionGrid gradientGrid, Storage inputs, Storage gradients, Storage kernelGradient) =>
        new TileGradientByImages(geometry, images, inputGrid, gradientGrid, inputs, gradients, kernelGradient);

    /// <summary>The gradient of a dense layer's weights, over the whole batch.</summary>
    public static TaskKernel TileDenseGradient(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage gradient) =>
        new TileDenseGradient(geometry, images, input, outputGradient, gradient);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel RoundToBfloat16(Storage input, Storage output) => new UnaryKernel<V, S, Bfloat16Operator>(default, input, output);

    public override BatchKernel PackBfloat16(Storage values, Storage packed)
    {
        Operands.RequireLength(values, 2 * packed.Length);
        return new PackingKernel<V, S>(values, packed);
    }

    public override BatchKernel UnpackBfloat16(Storage packed, Storage values)
    {
        Operands.RequireLength(values, 2 * packed.Length);
        return new UnpackingKernel<V, S>(packed, values);
    }

    public override TaskKernel SharedRoundToBfloat16(Storage input, Storage output) => new SharedUnaryKernel<V, S, Bfloat16Operator>(default, input, output);
}
