namespace Krill.Kernels;

/// <summary>Runs a <see cref="SlidingProduct"/> over images: panel by panel, block by block, tile by tile.</summary>
internal sealed unsafe class SlidingProductRunner<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    readonly SlidingProduct _product;
    readonly Panel[] _panels;
    readonly int _panelRow;

    // For each part and panel, its blocks.
    readonly SourceBlock[][][] _blocks;

    public SlidingProductRunner(SlidingProduct product)
    {
        _product = product;
        _panels = Panels.Split(product.Columns, S.Width);
        _panelRow = Panels.RowLength(product.Columns, S.Width);
        _blocks = [.. product.Parts.Select(part => _panels.Select(panel => SlidingProduct.Blocks(part, panel.Vectors * S.Width)).ToArray())];
    }

    public int PanelCount => _panels.Length;

    /// <summary>Floats of the packed matrix.</summary>
    public int PackedLength => checked(_product.Depth * _panelRow);

    /// <summary>Floats of scratch memory for the padded sources of some images, and a tile of sums.</summary>
    public long ScratchLength(int images) => TileLength + (_product.IsPadded ? (long)images * _product.PaddedLength : 0);

    // Six rows of four vectors for panels with columns that do not exist, one for their biases, and one for rows of a tile that do not exist.
    static int TileLength => (ProductTile<V, S>.Rows + 2) * 4 * S.Width;

    /// <summary>Computes the columns of some panels for some images.</summary>
    /// <param name="source">The first image's source.</param>
    /// <param name="images">How many images.</param>
    /// <param name="packed">The packed matrix.</param>
    /// <param name="bias">A bias for each column, or null.</param>
    /// <param name="output">The first image's output.</param>
    /// <param name="scratch">Scratch memory.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panelCount">How many panels.</param>
    public void Run(float* source, int images, float* packed, float* bias, float* output, float* scratch, int firstPanel, int panelCount)
    {
        float* tile = scratch;
        int sourceLength = _product.SourceLength;
        if (_product.IsPadded)
        {
            PaddedCopy.Copy(_product, source, images, scratch + TileLength);
            source = scratch + TileLength;
            sourceLength = _product.PaddedLength;
        }

        for (int i = 0; i < _product.Parts.Length; i++)
        {
            SlidingPart part = _product.Parts[i];
            for (int p = firstPanel; p < firstPanel + panelCount; p++)
            {
                Panel panel = _panels[p];
                float* panelRows = packed + ((long)part.FirstRow * _panelRow) + ((long)panel.Offset * part.Depth);
                SourceBlock[] blocks = _blocks[i][p];
                for (int b = 0; b < blocks.Length; b++)
                {
                    TileStart start = b > 0 ? TileStart.Continue : bias is null ? TileStart.Zero : TileStart.Bias;
                    RunBlock(part, panel, blocks[b], panelRows, start, bias is null ? null : bias + panel.Column, source, sourceLength, images, output, tile);
                }
            }
        }
    }

    void RunBlock(
        SlidingPart part,
        Panel panel,
        SourceBlock block,
        float* panelRows,
        TileStart start,
        float* bias,
        float* source,
        int sourceLength,
        int images,
        float* output,
        float* tile)
    {
        const int Rows = ProductTile<V, S>.Rows;
        int rowLength = panel.Vectors * S.Width;
        float** rows = stackalloc float*[Rows];
        float** sums = stackalloc float*[Rows];
        float** targets = stackalloc float*[Rows];
        bool whole = panel.Columns == rowLength;
        float* spare = tile + (Rows * rowLength);
        if (!whole && start == TileStart.Bias)
        {
            float* wholeBias = spare + rowLength;
            Copy(bias, wholeBias, panel.Columns);
            bias = wholeBias;
        }

        float* panelStart = panelRows + ((long)block.Row * rowLength);
        int outputLength = _product.Pixels * _product.Columns;
        ReadOnlySpan<int> sourceOffsets = part.SourceOffsets, outputOffsets = part.OutputOffsets;
        int pixels = sourceOffsets.Length, pixel = 0;
        long left = (long)pixels * images;
        fixed (SourceRun* runs = block.Runs)
        {
            while (left > 0)
            {
                int tileRows = ProductTile<V, S>.RowsFor(panel.Vectors, left), count = (int)Math.Min(left, tileRows);
                for (int r = 0; r < count; r++)
                {
                    rows[r] = source + sourceOffsets[pixel];
                    targets[r] = output + outputOffsets[pixel] + panel.Column;
                    if (++pixel == pixels)
                    {
                        pixel = 0;
                        source += sourceLength;
                        output += outputLength;
                    }
                }

                for (int r = count; r < tileRows; r++)
                {
                    // Rows that do not exist repeat one that does; what they give goes to the spare row.
                    rows[r] = rows[0];
                    targets[r] = spare;
                }

                if (whole)
                {
                    ProductTile<V, S>.Multiply(tileRows, panel.Vectors, rows, targets, runs, block.Runs.Length, panelStart, start, bias);
                }
                else
                {
                    // The last vector has columns that do not exist: work in a tile of whole vectors, and copy what exists.
                    for (int r = 0; r < tileRows; r++)
                    {
                        sums[r] = tile + (r * rowLength);
                        if (start == TileStart.Continue && r < count)
                        {
                            Copy(targets[r], sums[r], panel.Columns);
                        }
                    }

                    ProductTile<V, S>.Multiply(tileRows, panel.Vectors, rows, sums, runs, block.Runs.Length, panelStart, start, bias);
                    for (int r = 0; r < count; r++)
                    {
                        Copy(sums[r], targets[r], panel.Columns);
                    }
                }

                left -= count;
            }
        }
    }

    static void Copy(float* from, float* to, int count)
    {
        for (int i = 0; i < count; i++)
        {
            to[i] = from[i];
        }
    }
}
