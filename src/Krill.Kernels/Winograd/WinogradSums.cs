namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to the 36 positions of a Winograd kernel: adds for each position the products of input and output gradient over tiles, for some input channels
/// and some panels of output channels.
/// </summary>
/// <remarks>The order of a sum is that of the tiles, whatever the blocks: <see cref="GradientTile{V,S}"/> adds them one by one.</remarks>
internal sealed unsafe class WinogradSums<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    const int Positions = WinogradTiles.Positions;

    // Input channels that lie together, so that the rows of a tile of sums come from a first-level cache: a multiple of its six rows, 18 KiB for 96 tiles.
    const int BlockChannels = 48;

    const int FewestTiles = 48, MostTiles = 96, BlockFloats = 256 * 1024;

    readonly WinogradTiles _tiles;
    readonly Panel[] _blocks;
    readonly Panel[] _panels;
    readonly int _firstColumn;
    readonly int _inputRow;
    readonly int _gradientRow;

    /// <param name="tiles">The convolution, forward.</param>
    /// <param name="firstChannel">The first input channel.</param>
    /// <param name="channels">How many input channels.</param>
    /// <param name="panels">The panels of output channels, neighbours.</param>
    public WinogradSums(WinogradTiles tiles, int firstChannel, int channels, Panel[] panels)
    {
        _tiles = tiles;
        _blocks = [.. Panels.Split(channels, S.Width, Math.Max(1, BlockChannels / S.Width)).Select(block => block with { Column = block.Column + firstChannel })];
        _panels = panels;
        _firstColumn = panels[0].Offset;
        _inputRow = Panels.RowLength(channels, S.Width);
        _gradientRow = panels[^1].Offset + (panels[^1].Vectors * S.Width) - _firstColumn;
        Channels = channels;
        BlockTiles = Math.Clamp(BlockFloats / (Positions * (_inputRow + _gradientRow)), FewestTiles, MostTiles);
    }

    public int Channels { get; }

    /// <summary>Tiles that are worked on at a time.</summary>
    public int BlockTiles { get; }

    /// <summary>Images that fill a block of tiles.</summary>
    public int FewestImages => (BlockTiles + _tiles.Tiles - 1) / _tiles.Tiles;

    /// <summary>Floats of a row of sums: one input channel, all output channels of the panels.</summary>
    public int RowLength => _gradientRow;

    /// <summary>Floats from the sums of a position to those of the next.</summary>
    public int PositionLength => checked(Channels * _gradientRow);

    /// <summary>Floats of all sums.</summary>
    public int Length => checked(Positions * PositionLength);

    /// <summary>Floats of scratch memory for so many tiles.</summary>
    public long ScratchLength(int tiles)
    {
        int count = Math.Min(tiles, BlockTiles);
        return OutsideLength + WinogradTransforms<V, S>.BufferLength + count
            + (Positions * (PositionStride(count, _inputRow) + PositionStride(count, _gradientRow)));
    }

    int OutsideLength => Panels.RowLength(Math.Max(_tiles.SourceChannels, _tiles.OutputChannels), S.Width);

    /// <summary>Adds the products of some tiles.</summary>
    /// <param name="input">The first image's input.</param>
    /// <param name="gradient">The first image's output gradient.</param>
    /// <param name="firstTile">The first tile, counted through all images.</param>
    /// <param name="count">How many tiles.</param>
    /// <param name="sums">The sums: position by position, a row for each input channel.</param>
    /// <param name="scratch">Scratch memory.</param>
    public void Add(float* input, float* gradient, int firstTile, int count, float* sums, float* scratch)
    {
        ShortRuns.Clear(scratch, OutsideLength);
        for (int done = 0; done < count; done += BlockTiles)
        {
            AddBlock(input, gradient, firstTile + done, Math.Min(BlockTiles, count - done), sums, scratch);
        }
    }

    // A cache line more than the rows: positions a power of two apart would push each other out of the cache.
    static int PositionStride(int rows, int rowLength) => (rows * rowLength) + 16;

    void AddBlock(float* input, float* gradient, int firstTile, int count, float* sums, float* scratch)
    {
        int inputStride = PositionStride(count, _inputRow), gradientStride = PositionStride(count, _gradientRow);
        float* buffer = scratch + OutsideLength;
        float* values = buffer + WinogradTransforms<V, S>.BufferLength;
        float* gradients = values + (Positions * inputStride);
        int* offsets = (int*)(gradients + (Positions * gradientStride));
        Transform(input, gradient, firstTile, count, values, inputStride, gradients, gradientStride, scratch, buffer);
        foreach (Panel block in _blocks)
        {
            int blockRow = block.Vectors * S.Width;
            for (int t = 0; t < count; t++)
            {
                offsets[t] = t * blockRow;
            }

            for (int position = 0; position < Positions; position++)
            {
                float* rows = values + ((long)position * inputStride) + (block.Offset * count);
                float* target = sums + ((long)position * PositionLength) + ((long)block.Offset * _gradientRow);
                foreach (Panel panel in _panels)
                {
                    int offset = panel.Offset - _firstColumn, panelRow = panel.Vectors * S.Width;
                    float* columns = gradients + ((long)position * gradientStride) + (offset * count);
                    GradientTile<V, S>.Add(panel.Vectors, block.Columns, rows, offsets, columns, panelRow, count, target + offset, _gradientRow);
                }
            }
        }
    }

    void Transform(
        float* input, float* gradient, int firstTile, int count, float* values, int inputStride, float* gradients, int gradientStride, float* zeros, float* buffer)
    {
        float** pixels = stackalloc float*[Positions];
        for (int t = 0; t < count; t++)
        {
            _tiles.SourcePixels(input, firstTile + t, zeros, pixels);
            foreach (Panel block in _blocks)
            {
                float* target = values + (block.Offset * count) + (t * block.Vectors * S.Width);
                WinogradTransforms<V, S>.Input(pixels, block.Column, block.Columns, target, inputStride, buffer);
            }

            _tiles.OutputPixels(gradient, firstTile + t, zeros, pixels);
            foreach (Panel panel in _panels)
            {
                float* target = gradients + ((panel.Offset - _firstColumn) * count) + (t * panel.Vectors * S.Width);
                WinogradTransforms<V, S>.OutputGradient(pixels, panel.Column, panel.Columns, target, gradientStride, buffer);
            }
        }
    }
}
