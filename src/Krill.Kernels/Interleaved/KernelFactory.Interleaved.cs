namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>Brings images into groups, or back.</summary>
    public BatchKernel Interleave(bool back, Storage input, Storage output) => new InterleaveKernel(back, input, output);

    /// <summary>Packs a kernel for interleaved images; the packed matrix is as long as the kernel's part in the product.</summary>
    public TaskKernel PackInterleaved(ConvolutionGeometry geometry, SlidingProduct product, PackDirection direction, Storage kernel, Storage packed) =>
        new PackKernel<float, SimdScalar>(
            geometry,
            product,
            direction,
            Panels.Split(product.Columns, 1, InterleavedTile<float, SimdScalar>.MostColumns),
            kernel,
            packed);

    /// <summary>output = source * packed (+ bias) for interleaved images.</summary>
    public abstract BatchKernel InterleavedConvolution(SlidingProduct product, Storage source, Storage packed, Storage? bias, Storage output);

    /// <summary>The kernel's gradient per lane, with a sum for each image of a group: 16 · kernel length floats a lane.</summary>
    public abstract BatchKernel InterleavedKernelGradient(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials);

    /// <summary>
    /// <see cref="CrossEntropyFromLogits"/> for interleaved logits; the gradient is interleaved too, the targets and the other outputs are not.
    /// </summary>
    public abstract BatchKernel InterleavedCrossEntropy(float smoothing, int batch, Storage logits, Storage targets, LossOutputs outputs);

    /// <summary>Adds up lanes in order, and then the images of a group.</summary>
    public abstract TaskKernel InterleavedSum(int length, int lanes, Storage partials, Storage sums);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel InterleavedConvolution(SlidingProduct product, Storage source, Storage packed, Storage? bias, Storage output) =>
        new InterleavedConvolution<V, S>(product, source, packed, bias, output);

    public override BatchKernel InterleavedKernelGradient(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials) =>
        new InterleavedKernelGradient<V, S>(geometry, input, outputGradient, partials);

    public override BatchKernel InterleavedCrossEntropy(float smoothing, int batch, Storage logits, Storage targets, LossOutputs outputs) =>
        new InterleavedCrossEntropy<V, S>(smoothing, batch, logits, targets, outputs);

    public override TaskKernel InterleavedSum(int length, int lanes, Storage partials, Storage sums) => new InterleavedSum<V, S>(length, lanes, partials, sums);
}
