namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>Floats of the packed matrix of a product.</summary>
    public abstract int PackedLength(SlidingProduct product);

    /// <summary>Packs a kernel (shared) for a product in one direction.</summary>
    public abstract TaskKernel Pack(ConvolutionGeometry geometry, SlidingProduct product, PackDirection direction, Storage kernel, Storage packed);

    /// <summary>
    /// output = source * packed (+ bias, a float per column): a convolution in the direction of the product.
    /// </summary>
    public abstract BatchKernel Convolution(SlidingProduct product, Storage source, Storage packed, Storage? bias, Storage output);

    /// <summary>The same for a dense product whose weights exceed a cache; sees the whole batch.</summary>
    public abstract TaskKernel Dense(SlidingProduct product, int images, Storage source, Storage packed, Storage? bias, Storage output);

    /// <summary>Floats that a lane's kernel gradient takes.</summary>
    public abstract int KernelGradientLaneLength(ConvolutionGeometry geometry);

    /// <summary>The kernel's gradient, summed per lane.</summary>
    public abstract BatchKernel KernelGradientLanes(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials);

    /// <summary>Adds up the lanes of a kernel's gradient in order. The lanes are of <paramref name="sums"/>: the geometry, or one with more input channels.</summary>
    public abstract TaskKernel KernelGradientSum(ConvolutionGeometry geometry, ConvolutionGeometry sums, int lanes, Storage partials, Storage kernelGradient);

    /// <summary>The kernel's gradient in blocks, each over the whole batch.</summary>
    public abstract TaskKernel KernelGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage kernelGradient);
}

internal sealed partial class KernelFactory<V, S>
{
    public override int PackedLength(SlidingProduct product) => new SlidingProductRunner<V, S>(product).PackedLength;

    public override TaskKernel Pack(ConvolutionGeometry geometry, SlidingProduct product, PackDirection direction, Storage kernel, Storage packed) =>
        new PackKernel<V, S>(geometry, product, direction, Panels.Split(product.Columns, S.Width), kernel, packed);

    public override BatchKernel Convolution(SlidingProduct product, Storage source, Storage packed, Storage? bias, Storage output) =>
        new ConvolutionKernel<V, S>(product, source, packed, bias, output);

    public override TaskKernel Dense(SlidingProduct product, int images, Storage source, Storage packed, Storage? bias, Storage output) =>
        new DenseKernel<V, S>(product, images, source, packed, bias, output);

    public override int KernelGradientLaneLength(ConvolutionGeometry geometry) => KernelGradientLanes<V, S>.LaneLength(geometry);

    public override BatchKernel KernelGradientLanes(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials) =>
        new KernelGradientLanes<V, S>(geometry, input, outputGradient, partials);

    public override TaskKernel KernelGradientSum(ConvolutionGeometry geometry, ConvolutionGeometry sums, int lanes, Storage partials, Storage kernelGradient) =>
        new KernelGradientSum<V, S>(geometry, sums, lanes, partials, kernelGradient);

    public override TaskKernel KernelGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage kernelGradient) =>
        new KernelGradientBlocks<V, S>(geometry, images, input, outputGradient, kernelGradient);
}
