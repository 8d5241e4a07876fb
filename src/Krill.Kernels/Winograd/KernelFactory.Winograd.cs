namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>Floats of a kernel transformed for tiles.</summary>
    public abstract int WinogradPackedLength(WinogradTiles tiles);

    /// <summary>Transforms and packs a kernel (shared) for one direction.</summary>
    public abstract TaskKernel WinogradPack(ConvolutionGeometry geometry, PackDirection direction, Storage kernel, Storage packed);

    /// <summary>output = source * kernel (+ bias, a float per channel), in the direction of the tiles.</summary>
    public abstract BatchKernel WinogradConvolution(WinogradTiles tiles, Storage source, Storage packed, Storage? bias, Storage output);

    /// <summary>The same for a kernel that exceeds a cache and has few tiles a chunk; sees the whole batch.</summary>
    public abstract TaskKernel WinogradWholeConvolution(WinogradTiles tiles, int images, Storage source, Storage packed, Storage? bias, Storage output);

    /// <summary>Floats that a lane's kernel gradient takes.</summary>
    public abstract int WinogradGradientLaneLength(ConvolutionGeometry geometry);

    /// <summary>The kernel's gradient at the tiles' positions, summed per lane.</summary>
    public abstract BatchKernel WinogradGradientLanes(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials);

    /// <summary>Adds up the lanes of <see cref="WinogradGradientLanes"/> in order.</summary>
    public abstract TaskKernel WinogradGradientSum(ConvolutionGeometry geometry, int lanes, Storage partials, Storage kernelGradient);

    /// <summary>Into how many parts <see cref="WinogradGradientBlocks"/> cuts a batch.</summary>
    public abstract int WinogradGradientParts(ConvolutionGeometry geometry, int images);

    /// <summary>The kernel's gradient in blocks, each over a part of the batch: the whole kernel once for each part, to be added up in order.</summary>
    public abstract TaskKernel WinogradGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage partials);
}

internal sealed partial class KernelFactory<V, S>
{
    public override int WinogradPackedLength(WinogradTiles tiles) => new WinogradRunner<V, S>(tiles).PackedLength;

    public override TaskKernel WinogradPack(ConvolutionGeometry geometry, PackDirection direction, Storage kernel, Storage packed) =>
        new WinogradPackKernel<V, S>(geometry, direction, kernel, packed);

    public override BatchKernel WinogradConvolution(WinogradTiles tiles, Storage source, Storage packed, Storage? bias, Storage output) =>
        new WinogradConvolution<V, S>(tiles, source, packed, bias, output);

    public override TaskKernel WinogradWholeConvolution(WinogradTiles tiles, int images, Storage source, Storage packed, Storage? bias, Storage output) =>
        new WinogradWholeConvolution<V, S>(tiles, images, source, packed, bias, output);

    public override int WinogradGradientLaneLength(ConvolutionGeometry geometry) => WinogradGradientLanes<V, S>.LaneLength(geometry);

    public override BatchKernel WinogradGradientLanes(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials) =>
        new WinogradGradientLanes<V, S>(geometry, input, outputGradient, partials);

    public override TaskKernel WinogradGradientSum(ConvolutionGeometry geometry, int lanes, Storage partials, Storage kernelGradient) =>
        new WinogradGradientSum<V, S>(geometry, lanes, partials, kernelGradient);

    public override int WinogradGradientParts(ConvolutionGeometry geometry, int images) => WinogradGradientBlocks<V, S>.Parts(geometry, images);

    public override TaskKernel WinogradGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage partials) =>
        new WinogradGradientBlocks<V, S>(geometry, images, input, outputGradient, partials);
}
