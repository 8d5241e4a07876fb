namespace Krill.Kernels;

/// <summary>Runs a Winograd convolution over tiles: transforms a block of them, multiplies position by position, transforms back.</summary>
/// <remarks>
/// The products are those of <see cref="ProductTile{V,S}"/>: rows are tiles, columns output channels, and the sum over input channels has one order,
/// so that a tile's result does not depend on the tiles that it is computed with.
/// </remarks>
internal sealed unsafe class WinogradRunner<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    const int Positions = WinogradTiles.Positions;

    // A multiple of the six rows of a product: while a panel of a position is in the first-level cache, so many tiles pass. The kernel's positions are
    // four times the kernel, and read again for every block of tiles; the blocks' own positions, in floats, should stay in the second-level cache.
    const int FewestTiles = 48, MostTiles = 96, BlockFloats = 256 * 1024;

    // Channels of a panel that are summed at a time: 96 rows of 64 columns are 24 KiB.
    const int MostDepth = 96;

    readonly WinogradTiles _tiles;
    readonly Panel[] _panels;
    readonly int _panelRow;
    readonly int _sourceRow;

    public WinogradRunner(WinogradTiles tiles)
    {
        _tiles = tiles;
        _panels = Panels.Split(tiles.OutputChannels, S.Width);
        _panelRow = Panels.RowLength(tiles.OutputChannels, S.Width);
        _sourceRow = Panels.RowLength(tiles.SourceChannels, S.Width);
        int fit = BlockFloats / (Positions * (_sourceRow + _panelRow)) / ProductTile<V, S>.Rows * ProductTile<V, S>.Rows;
        BlockTiles = Math.Clamp(fit, FewestTiles, MostTiles);
    }

    /// <summary>Tiles that are worked on at a time.</summary>
    public int BlockTiles { get; }

    public int PanelCount => _panels.Length;

    /// <summary>Floats of the packed kernel: 36 matrices, each as <see cref="SlidingProductRunner{V,S}"/> has its one.</summary>
    public int PackedLength => checked(Positions * MatrixStride(_tiles.SourceChannels, _panelRow));

    /// <summary>Floats of scratch memory for so many tiles.</summary>
    public long ScratchLength(int tiles)
    {
        int rows = RowsOf(Math.Min(tiles, BlockTiles));
        return OutsideLength + WinogradTransforms<V, S>.BufferLength + (Positions * (PositionStride(rows, _sourceRow) + PositionStride(rows, _panelRow)));
    }

    /// <summary>Floats from a position's matrix of the packed kernel to the next one's.</summary>
    public static int MatrixStride(int depth, int panelRow) => PositionStride(depth, panelRow);

    // A row of zeros for pixels outside of the source, and one for what falls outside of the output.
    int OutsideLength => _sourceRow + _panelRow;

    /// <summary>Computes the channels of some panels for some tiles.</summary>
    /// <param name="source">The first image's source.</param>
    /// <param name="firstTile">The first tile, counted through all images.</param>
    /// <param name="count">How many tiles.</param>
    /// <param name="packed">The packed kernel.</param>
    /// <param name="bias">A bias for each channel, or null.</param>
    /// <param name="output">The first image's output.</param>
    /// <param name="scratch">Scratch memory.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panelCount">How many panels.</param>
    public void Run(float* source, int firstTile, int count, float* packed, float* bias, float* output, float* scratch, int firstPanel, int panelCount)
    {
        ShortRuns.Clear(scratch, _sourceRow);
        for (int done = 0; done < count; done += BlockTiles)
        {
            RunBlock(source, firstTile + done, Math.Min(BlockTiles, count - done), packed, bias, output, scratch, _panels.AsSpan(firstPanel, panelCount));
        }
    }

    /// <summary>Rows that there is room for, with so many tiles: the last tile of products may be a whole one.</summary>
    static int RowsOf(int tiles) => (tiles + ProductTile<V, S>.Rows - 1) / ProductTile<V, S>.Rows * ProductTile<V, S>.Rows;

    // A cache line more than the rows: positions a power of two apart would push each other out of the cache.
    static int PositionStride(int rows, int rowLength) => (rows * rowLength) + 16;

    void RunBlock(float* source, int firstTile, int count, float* packed, float* bias, float* output, float* scratch, ReadOnlySpan<Panel> panels)
    {
        int rows = RowsOf(count), sourceStride = PositionStride(rows, _sourceRow);
        int firstColumn = panels[0].Column, columns = panels[^1].Column + panels[^1].Columns - firstColumn;
        int sumRow = Panels.RowLength(columns, S.Width), sumStride = PositionStride(rows, sumRow);
        float* spare = scratch + _sourceRow;
        float* buffer = scratch + OutsideLength;
        float* values = buffer + WinogradTransforms<V, S>.BufferLength;
        float* sums = values + (Positions * sourceStride);
        float** pixels = stackalloc float*[Positions];
        for (int t = 0; t < count; t++)
        {
            _tiles.SourcePixels(source, firstTile + t, scratch, pixels);
            WinogradTransforms<V, S>.Input(pixels, 0, _tiles.SourceChannels, values + (t * _sourceRow), sourceStride, buffer);
        }

        for (int position = 0; position < Positions; position++)
        {
            float* matrix = packed + ((long)position * MatrixStride(_tiles.SourceChannels, _panelRow));
            foreach (Panel panel in panels)
            {
                Multiply(
                    panel.Vectors,
                    values + ((long)position * sourceStride),
                    count,
                    matrix + ((long)panel.Offset * _tiles.SourceChannels),
                    sums + ((long)position * sumStride) + (panel.Offset - panels[0].Offset),
                    sumRow);
            }
        }

        for (int t = 0; t < count; t++)
        {
            _tiles.OutputPixels(output, firstTile + t, spare, pixels);
            WinogradTransforms<V, S>.Output(sums + (t * sumRow), sumStride, bias, pixels, firstColumn, columns, buffer);
        }
    }

    // Rows behind the last tile are computed from whatever lies there, and not looked at.
    void Multiply(int vectors, float* values, int count, float* panelRows, float* sums, int sumRow)
    {
        const int Rows = ProductTile<V, S>.Rows;
        float** rows = stackalloc float*[Rows];
        float** targets = stackalloc float*[Rows];
        int depth = _tiles.SourceChannels, blocks = (depth + MostDepth - 1) / MostDepth;
        for (int block = 0; block < blocks; block++)
        {
            // Even pieces, so that no block is a sliver.
            int from = (int)((long)depth * block / blocks), to = (int)((long)depth * (block + 1) / blocks);
            var run = new SourceRun(from, to - from);
            for (int row = 0, tileRows; row < count; row += tileRows)
            {
                tileRows = ProductTile<V, S>.RowsFor(vectors, count - row);
                for (int r = 0; r < tileRows; r++)
                {
                    rows[r] = values + ((row + r) * _sourceRow);
                    targets[r] = sums + ((row + r) * sumRow);
                }

                ProductTile<V, S>.Multiply(
                    tileRows, vectors, rows, targets, &run, 1, panelRows + (from * vectors * S.Width), block > 0 ? TileStart.Continue : TileStart.Zero, null);
            }
        }
    }
}
