namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel that is large beside the images, on the tile unit: each task sums a block of it (up to 32 input channels of
/// all taps, a panel of output channels) over the whole batch, so that nothing has to be added up afterwards.
/// </summary>
internal sealed unsafe class TileGradientBlocks(GradientLayout layout, int images, Storage transposed, Storage pairs, Storage kernelGradient) : TaskKernel
{
    const int TileSize = AmxRoutines.TileSize;
    const int PanelColumns = TileMatrix.PanelColumns;

    readonly int _channelBlocks = (layout.Geometry.InputChannels + (2 * TileSize) - 1) / (2 * TileSize);
    readonly nint[][] _offsets = [layout.Offsets(images, 1), layout.Offsets(images, 2)];

    public override int Tasks => layout.Panels * _channelBlocks;

    // Two tiles by two of sums, and a row of zeros.
    public override long ScratchLength => (2 * TileSize * PanelColumns) + PanelColumns;

    public override void Run(int task, float* scratch)
    {
        ConvolutionGeometry geometry = layout.Geometry;
        (int panel, int block) = Math.DivRem(task, _channelBlocks);
        int channel = block * 2 * TileSize, channels = Math.Min(2 * TileSize, geometry.InputChannels - channel);
        int column = panel * PanelColumns, columns = Math.Min(PanelColumns, geometry.OutputChannels - column);
        int tiles = layout.TilesOf(panel);
        float* zeros = scratch + (2 * TileSize * PanelColumns);
        new Span<float>(zeros, PanelColumns).Clear();
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = layout.LinePositions * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        product->Steps = images * layout.Steps;
        product->Right = (byte*)pairs.Start + ((long)panel * layout.Steps * 2 * AmxRoutines.TileBytes);
        product->Start = zeros;
        product->StartSecond = zeros;
        product->StartStride = 0;
        product->Sums = scratch;
        product->SumsSecond = scratch + (TileSize * PanelColumns);
        product->SumsStride = PanelColumns * sizeof(float);
        AmxRoutines.Configure(TileSize);
        fixed (nint* offsets = _offsets[tiles - 1])
        {
            product->Offsets = offsets;
            for (int tap = 0; tap < geometry.Taps; tap++)
            {
                product->Left = (byte*)((ushort*)transposed.Start + layout.TapPlaces[tap] + ((long)channel * layout.LinePositions));
                AmxRoutines.Multiply(channels > TileSize ? 2 : 1, tiles, product);
                float* target = kernelGradient.Start + ((((long)tap * geometry.InputChannels) + channel) * geometry.OutputChannels) + column;
                PixelRows.Unpack(scratch, PanelColumns, channels, columns, target, geometry.OutputChannels);
            }
        }

        AmxRoutines.Release();
    }
}
