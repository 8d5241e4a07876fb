namespace Krill.Kernels;

/// <summary>A convolution, forward or to the input, image by image.</summary>
internal sealed unsafe class ConvolutionKernel<V, S>(SlidingProduct product, Storage source, Storage packed, Storage? bias, Storage output) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    // Rows that should pass while a block of the matrix is in the cache, for its loading to be cheap beside its use.
    const int RowsForBlock = 192;

    readonly SlidingProductRunner<V, S> _runner = new(product);

    public override int FewestImages => (RowsForBlock + product.Pixels - 1) / product.Pixels;

    public override long ScratchLength(int images) => _runner.ScratchLength(images);

    public override void Run(in Work work) =>
        _runner.Run(source.At(work), work.Count, packed.Start, bias is null ? null : bias.Start, output.At(work), work.Scratch, 0, _runner.PanelCount);
}
