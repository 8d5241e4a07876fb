namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel that is large beside the images, on the tile unit: each task sums a block of it (up to 32 input channels of
/// all taps, a panel of output channels) over the whole batch, so that nothing has to be added up afterwards.
/// </summary>
internal sealed unsafe class TileGradientBlocks(GradientLayout layout, int images, Storage transposed, Storage pairs, Storage kernelGradient) : TaskKernel
{
    const int TileSize = AmxRoutines.TileSize;
    const int PanelColumns = TileMatrix.PanelColumns;

    // Steps that are multiplied for one tap before the next: as many as the first-level cache holds about.
    const int StepsPerTap = 16;

    readonly int _imagesPerTap = ImagesPerTap(layout, images);
    readonly nint[][] _offsets = [layout.Offsets(ImagesPerTap(layout, images), 1), layout.Offsets(ImagesPerTap(layout, images), 2)];

    public override int Tasks => layout.Panels * layout.Blocks;

    // For each tap two tiles by two of sums, and a row of zeros.
    public override long ScratchLength => (layout.Geometry.Taps * SumsLength) + PanelColumns;

    static int ImagesPerTap(GradientLayout layout, int images) => Math.Clamp(StepsPerTap / layout.Steps, 1, images);

    static int SumsLength => 2 * TileSize * PanelColumns;

    public override void Run(int task, float* scratch)
    {
        ConvolutionGeometry geometry = layout.Geometry;
        (int panel, int block) = Math.DivRem(task, layout.Blocks);
        int channel = block * GradientLayout.BlockChannels, channels = Math.Min(GradientLayout.BlockChannels, geometry.InputChannels - channel);
        int column = panel * PanelColumns, columns = Math.Min(PanelColumns, geometry.OutputChannels - column);
        int tiles = layout.TilesOf(panel);
        float* zeros = scratch + (geometry.Taps * SumsLength);
        new Span<float>(zeros, PanelColumns).Clear();
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = layout.LinePositions * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        product->SumsStride = PanelColumns * sizeof(float);
        AmxRoutines.Configure(TileSize);
        fixed (nint* offsets = _offsets[tiles - 1])
        {
            product->Offsets = offsets;
            for (int image = 0; image < images; image += _imagesPerTap)
            {
                product->Steps = Math.Min(_imagesPerTap, images - image) * layout.Steps;
                product->Right = (byte*)(pairs.Start + (panel * layout.PanelStride) + ((long)image * layout.PairsImageStride));
                ushort* rows = (ushort*)transposed.Start + (block * layout.BlockStride) + ((long)image * layout.ImageStride);
                for (int tap = 0; tap < geometry.Taps; tap++)
                {
                    product->Left = (byte*)(rows + layout.TapPlaces[tap]);
                    product->Sums = scratch + (tap * SumsLength);
                    product->SumsSecond = product->Sums + (TileSize * PanelColumns);
                    product->Start = image == 0 ? zeros : product->Sums;
                    product->StartSecond = image == 0 ? zeros : product->SumsSecond;
                    product->StartStride = image == 0 ? 0 : product->SumsStride;
                    AmxRoutines.Multiply(channels > TileSize ? 2 : 1, tiles, product);
                }
            }
        }

        AmxRoutines.Release();
        for (int tap = 0; tap < geometry.Taps; tap++)
        {
            float* target = kernelGradient.Start + ((((long)tap * geometry.InputChannels) + channel) * geometry.OutputChannels) + column;
            PixelRows.Unpack(scratch + (tap * SumsLength), PanelColumns, channels, columns, target, geometry.OutputChannels);
        }
    }
}
