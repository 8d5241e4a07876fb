namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel that is large beside the images, on the tile unit: each task sums some blocks of it (32 input channels of all
/// taps, a panel of output channels) over the whole batch, so that nothing has to be added up afterwards.
/// </summary>
internal sealed unsafe class TileGradientBlocks : TaskKernel
{
    const int TileSize = AmxRoutines.TileSize;
    const int PanelColumns = TileMatrix.PanelColumns;

    // Two tiles by two of sums.
    const int SumsLength = 2 * TileSize * PanelColumns;

    // The more blocks a task sums, the fewer tasks read the same images from memory. Its sums should fit the second-level cache (at 3x3 taps 288 KiB).
    const int MostBlocks = 2, MostPanels = 4;

    const int FewestTasks = 8;

    readonly GradientLayout _layout;
    readonly int _images;
    readonly Storage _transposed;
    readonly Storage _pairs;
    readonly Storage _kernelGradient;
    readonly int _imagesPerTap;
    readonly int _stepsPerTap;
    readonly nint[][] _offsets;
    readonly int _blockTasks;
    readonly int _panelTasks;

    public TileGradientBlocks(GradientLayout layout, int images, Storage transposed, Storage pairs, Storage kernelGradient)
    {
        _layout = layout;
        _images = images;
        _transposed = transposed;
        _pairs = pairs;
        _kernelGradient = kernelGradient;
        _imagesPerTap = layout.ImagesPerTap(images);
        _stepsPerTap = layout.StepsPerTap(_imagesPerTap);
        _offsets = [layout.Offsets(_imagesPerTap, 1), layout.Offsets(_imagesPerTap, 2)];
        (int blocks, int panels) = (MostBlocks, MostPanels);
        while (Parts(layout.Blocks, blocks) * Parts(layout.Panels, panels) < FewestTasks && blocks * panels > 1)
        {
            (blocks, panels) = panels > 1 ? (blocks, panels / 2) : (1, 1);
        }

        _blockTasks = Parts(layout.Blocks, blocks);
        _panelTasks = Parts(layout.Panels, panels);
    }

    public override int Tasks => _blockTasks * _panelTasks;

    // The sums of all taps, and a row of zeros.
    public override long ScratchLength => ((long)Parts(_layout.Blocks, _blockTasks) * Parts(_layout.Panels, _panelTasks) * _layout.Geometry.Taps * SumsLength) + PanelColumns;

    public override void Run(int task, float* scratch)
    {
        (int panelTask, int blockTask) = Math.DivRem(task, _blockTasks);
        (int firstBlock, int endBlock) = (_layout.Blocks * blockTask / _blockTasks, _layout.Blocks * (blockTask + 1) / _blockTasks);
        (int firstPanel, int endPanel) = (_layout.Panels * panelTask / _panelTasks, _layout.Panels * (panelTask + 1) / _panelTasks);
        float* sums = scratch + PanelColumns;
        ShortRuns.Clear(scratch, PanelColumns);
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = _layout.LinePositions * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        product->SumsStride = PanelColumns * sizeof(float);
        AmxRoutines.Configure(TileSize);
        for (int image = 0; image < _images; image += _imagesPerTap)
        {
            int steps = Math.Min(_imagesPerTap, _images - image) * _layout.Steps;
            for (int step = 0; step < steps; step += _stepsPerTap)
            {
                product->Steps = Math.Min(_stepsPerTap, steps - step);
                float* target = sums;
                for (int block = firstBlock; block < endBlock; block++)
                {
                    for (int panel = firstPanel; panel < endPanel; panel++)
                    {
                        AddTaps(product, image, step, block, panel, target, scratch);
                        target += _layout.Geometry.Taps * SumsLength;
                    }
                }
            }
        }

        AmxRoutines.Release();
        for (int block = firstBlock; block < endBlock; block++)
        {
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                Write(block, panel, sums);
                sums += _layout.Geometry.Taps * SumsLength;
            }
        }
    }

    void AddTaps(TileProduct* product, int image, int step, int block, int panel, float* sums, float* zeros)
    {
        int tiles = _layout.TilesOf(panel), groups = _layout.Geometry.InputChannels - (block * GradientLayout.BlockChannels) > TileSize ? 2 : 1;
        bool starts = image == 0 && step == 0;
        ushort* rows = (ushort*)_transposed.Start + (block * _layout.BlockStride) + ((long)image * _layout.ImageStride);
        product->Right = (byte*)(_pairs.Start + (panel * _layout.PanelStride) + ((long)image * _layout.PairsImageStride));
        product->StartStride = starts ? 0 : product->SumsStride;
        fixed (nint* offsets = _offsets[tiles - 1])
        {
            product->Offsets = offsets + (2 * step);
            foreach (int place in _layout.TapPlaces)
            {
                product->Left = (byte*)(rows + place);
                product->Sums = sums;
                product->SumsSecond = sums + (TileSize * PanelColumns);
                product->Start = starts ? zeros : product->Sums;
                product->StartSecond = starts ? zeros : product->SumsSecond;
                AmxRoutines.Multiply(groups, tiles, product);
                sums += SumsLength;
            }
        }
    }

    void Write(int block, int panel, float* sums)
    {
        ConvolutionGeometry geometry = _layout.Geometry;
        int channel = block * GradientLayout.BlockChannels, channels = Math.Min(GradientLayout.BlockChannels, geometry.InputChannels - channel);
        int column = panel * PanelColumns, columns = Math.Min(PanelColumns, geometry.OutputChannels - column);
        for (int tap = 0; tap < geometry.Taps; tap++)
        {
            float* target = _kernelGradient.Start + ((((long)tap * geometry.InputChannels) + channel) * geometry.OutputChannels) + column;
            PixelRows.Unpack(sums + (tap * SumsLength), PanelColumns, channels, columns, target, geometry.OutputChannels);
        }
    }

    static int Parts(int whole, int part) => (whole + part - 1) / part;
}
