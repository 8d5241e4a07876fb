namespace Krill.Kernels;

/// <summary>The gradient with respect to a small kernel on the tile unit, summed per lane while the operands are in the cache.</summary>
internal sealed unsafe class TileGradientLanes(GradientLayout layout, Storage transposed, Storage pairs, Storage partials) : BatchKernel
{
    const int TileSize = AmxRoutines.TileSize;

    readonly int _rowLength = layout.ColumnTiles * TileSize;

    // For one and two tiles of columns, the steps of the images of a chunk.
    nint[][] _offsets = [];

    // A row of zeros.
    public override long ScratchLength(int images) => TileMatrix.PanelColumns;

    public override void Prepare(BatchSplit split) => _offsets = [layout.Offsets(split.Chunk, 1), layout.Offsets(split.Chunk, 2)];

    public override void Run(in Work work)
    {
        ConvolutionGeometry geometry = layout.Geometry;
        float* sums = partials.Start + ((long)work.Lane * geometry.Depth * _rowLength);
        new Span<float>(work.Scratch, TileMatrix.PanelColumns).Clear();
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = layout.LinePositions * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        product->Steps = work.Count * layout.Steps;
        product->SumsStride = _rowLength * sizeof(float);
        AmxRoutines.Configure(TileSize);
        float* columns = layout.Pairs(pairs, work);
        ushort* rows = layout.Transposed(transposed, work);
        for (int panel = 0; panel < layout.Panels; panel++)
        {
            int tiles = layout.TilesOf(panel);
            product->Right = (byte*)(columns + (panel * layout.PanelStride));
            fixed (nint* offsets = _offsets[tiles - 1])
            {
                product->Offsets = offsets;
                for (int tap = 0; tap < geometry.Taps; tap++)
                {
                    float* target = sums + ((long)tap * geometry.InputChannels * _rowLength) + (panel * TileMatrix.PanelColumns);
                    for (int block = 0; block < layout.Blocks; block++)
                    {
                        int channel = block * GradientLayout.BlockChannels;
                        product->Left = (byte*)(rows + (block * layout.BlockStride) + layout.TapPlaces[tap]);
                        product->Sums = target + ((long)channel * _rowLength);
                        product->SumsSecond = product->Sums + (TileSize * _rowLength);
                        product->Start = work.StartsLane ? work.Scratch : product->Sums;
                        product->StartSecond = work.StartsLane ? work.Scratch : product->SumsSecond;
                        product->StartStride = work.StartsLane ? 0 : product->SumsStride;
                        AmxRoutines.Multiply(channel + TileSize < geometry.InputChannels ? 2 : 1, tiles, product);
                    }
                }
            }
        }

        AmxRoutines.Release();
    }
}
