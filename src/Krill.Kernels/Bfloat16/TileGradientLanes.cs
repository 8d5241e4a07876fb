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
        ConvolutionGeometry geometry = layout.SumsGeometry;
        float* sums = partials.Start + ((long)work.Lane * geometry.Depth * _rowLength);
        ShortRuns.Clear(work.Scratch, TileMatrix.PanelColumns);
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = layout.LinePositions * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        product->SumsStride = _rowLength * sizeof(float);
        AmxRoutines.Configure(TileSize);
        float* columns = layout.Pairs(pairs, work);
        ushort* rows = layout.Transposed(transposed, work);
        int steps = work.Count * layout.Steps, stepsPerTap = layout.StepsPerTap(work.Count);
        for (int step = 0; step < steps; step += stepsPerTap)
        {
            bool starts = work.StartsLane && step == 0;
            product->Steps = Math.Min(stepsPerTap, steps - step);
            product->StartStride = starts ? 0 : product->SumsStride;
            for (int panel = 0; panel < layout.Panels; panel++)
            {
                int tiles = layout.TilesOf(panel);
                product->Right = (byte*)(columns + (panel * layout.PanelStride));
                fixed (nint* offsets = _offsets[tiles - 1])
                {
                    product->Offsets = offsets + (2 * step);
                    for (int block = 0; block < layout.Blocks; block++)
                    {
                        int channel = block * GradientLayout.BlockChannels;
                        int groups = channel + TileSize < geometry.InputChannels ? 2 : 1;
                        for (int tap = 0; tap < geometry.Taps; tap++)
                        {
                            product->Left = (byte*)(rows + (block * layout.BlockStride) + layout.TapPlaces[tap]);
                            product->Sums = sums + ((((long)tap * geometry.InputChannels) + channel) * _rowLength) + (panel * TileMatrix.PanelColumns);
                            product->SumsSecond = product->Sums + (TileSize * _rowLength);
                            product->Start = starts ? work.Scratch : product->Sums;
                            product->StartSecond = starts ? work.Scratch : product->SumsSecond;
                            AmxRoutines.Multiply(groups, tiles, product);
                        }
                    }
                }
            }
        }

        AmxRoutines.Release();
    }
}
