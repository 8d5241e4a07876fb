namespace Krill.Kernels;

/// <summary>
/// A dense product with more weights than a cache holds: split by rows and by panels, so that each task reads a part of the weights once for many
/// rows.
/// </summary>
internal sealed unsafe class DenseKernel<V, S> : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int RowsPerTask = 96;

    readonly SlidingProduct _product;
    readonly SlidingProductRunner<V, S> _runner;
    readonly Storage _source;
    readonly Storage _packed;
    readonly Storage? _bias;
    readonly Storage _output;
    readonly int _images;
    readonly int _blocks;

    public DenseKernel(SlidingProduct product, int images, Storage source, Storage packed, Storage? bias, Storage output)
    {
        _product = product;
        _runner = new SlidingProductRunner<V, S>(product);
        _source = source;
        _packed = packed;
        _bias = bias;
        _output = output;
        _images = images;
        _blocks = (images + RowsPerTask - 1) / RowsPerTask;
    }

    public override int Tasks => _blocks * _runner.PanelCount;

    public override long ScratchLength => _runner.ScratchLength(RowsPerTask);

    public override void Run(int task, float* scratch)
    {
        int panel = task / _blocks, block = task % _blocks;
        int first = (int)((long)_images * block / _blocks), last = (int)((long)_images * (block + 1) / _blocks);
        _runner.Run(
            _source.Start + ((long)first * _product.SourceLength),
            last - first,
            _packed.Start,
            _bias is null ? null : _bias.Start,
            _output.Start + ((long)first * _product.Columns),
            scratch,
            panel,
            1);
    }
}
