namespace Krill.Kernels;

/// <summary>A dense product on the tile unit with more weights than a cache holds: each task reads the weights once for many rows.</summary>
internal sealed unsafe class TileDenseKernel : TaskKernel
{
    // The weights then pass through the cache once for 64 rows, at 16 bytes a multiplication of two tiles.
    const int RowsPerTask = 64;

    readonly TileMatrix _matrix;
    readonly TileProductRunner _runner;
    readonly Storage _source;
    readonly Storage _packed;
    readonly Storage? _bias;
    readonly Storage _output;
    readonly int _images;
    readonly int _blocks;
    readonly int _panelGroups;

    public TileDenseKernel(TileMatrix matrix, int images, Storage source, Storage packed, Storage? bias, Storage output)
    {
        _matrix = matrix;
        _runner = new TileProductRunner(matrix);
        _source = source;
        _packed = packed;
        _bias = bias;
        _output = output;
        _images = images;
        _blocks = (images + RowsPerTask - 1) / RowsPerTask;

        // A batch that is a single block is shared out by panels.
        const int FewTasks = 16;
        _panelGroups = Math.Clamp(FewTasks / _blocks, 1, _runner.Panels);
    }

    public override int Tasks => _blocks * _panelGroups;

    public override long ScratchLength => TileProductRunner.ScratchLength;

    public override void Run(int task, float* scratch)
    {
        (int group, int block) = Math.DivRem(task, _blocks);
        int first = (int)((long)_images * block / _blocks), last = (int)((long)_images * (block + 1) / _blocks);
        int firstPanel = _runner.Panels * group / _panelGroups, lastPanel = _runner.Panels * (group + 1) / _panelGroups;
        _runner.Run(
            _source.Start + ((long)first * _matrix.Grid.ImageLength),
            last - first,
            _packed.Start,
            _bias is null ? null : _bias.Start,
            _output.Start + ((long)first * _matrix.Grid.Columns),
            scratch,
            firstPanel,
            lastPanel - firstPanel);
    }
}
