namespace Krill.Kernels;

/// <summary>
/// A Winograd convolution with more positions of the kernel than a chunk's few tiles make worthwhile to read: split by tiles and by panels, so that each task reads a
/// part of them once for many tiles. Sees the whole batch.
/// </summary>
internal sealed unsafe class WinogradWholeConvolution<V, S> : TaskKernel, IWinograd
    where V : struct
    where S : struct, ISimd<V>
{
    // Each task transforms its source anew: an eighth of the products' time at one panel, less with each further one.
    const int PanelsPerTask = 2;

    // Few tasks are a multiple of four, so that the usual numbers of threads share them evenly.
    const int Multiple = 4, FewTasks = 16;

    readonly WinogradRunner<V, S> _runner;
    readonly int _tiles;
    readonly int _blocks;
    readonly Storage _source;
    readonly Storage _packed;
    readonly Storage? _bias;
    readonly Storage _output;

    public WinogradWholeConvolution(WinogradTiles tiles, int images, Storage source, Storage packed, Storage? bias, Storage output)
    {
        _runner = new WinogradRunner<V, S>(tiles);
        _tiles = checked(tiles.Tiles * images);
        _blocks = (_tiles + _runner.BlockTiles - 1) / _runner.BlockTiles;
        if (_blocks is > 1 and < FewTasks)
        {
            _blocks = (_blocks + Multiple - 1) / Multiple * Multiple;
        }

        _source = source;
        _packed = packed;
        _bias = bias;
        _output = output;
    }

    public override int Tasks => _blocks * ((_runner.PanelCount + PanelsPerTask - 1) / PanelsPerTask);

    public override long ScratchLength => _runner.ScratchLength(_tiles);

    public override void Run(int task, float* scratch)
    {
        int panel = task / _blocks * PanelsPerTask, block = task % _blocks;
        int first = (int)((long)_tiles * block / _blocks), last = (int)((long)_tiles * (block + 1) / _blocks);
        _runner.Run(
            _source.Start,
            first,
            last - first,
            _packed.Start,
            _bias is null ? null : _bias.Start,
            _output.Start,
            scratch,
            panel,
            Math.Min(PanelsPerTask, _runner.PanelCount - panel));
    }
}
