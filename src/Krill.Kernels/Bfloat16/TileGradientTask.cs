namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel that is large beside the images, on the tile unit: each task sums some blocks of it (32 input channels of all
/// taps, a panel of 32 output channels) over the whole batch, so that nothing has to be added up afterwards.
/// </summary>
internal abstract unsafe class TileGradientTask : TaskKernel
{
    protected const int TileSize = AmxRoutines.TileSize;
    protected const int PanelColumns = TileMatrix.PanelColumns;

    /// <summary>Floats of a tap's sums in a block: two tiles by two.</summary>
    protected const int SumsLength = 2 * TileSize * PanelColumns;

    // The more blocks a task sums, the fewer tasks read the same images from memory. Its sums should fit the second-level cache (at 3x3 taps 288 KiB).
    const int MostBlocks = 2, MostPanels = 4;

    const int FewestTasks = 8;

    readonly Storage _kernelGradient;
    readonly int _blockTasks;
    readonly int _panelTasks;

    protected TileGradientTask(ConvolutionGeometry geometry, Storage kernelGradient)
    {
        Geometry = geometry;
        _kernelGradient = kernelGradient;
        (int blocks, int panels) = (MostBlocks, MostPanels);
        while (Parts(Blocks, blocks) * Parts(Panels, panels) < FewestTasks && blocks * panels > 1)
        {
            (blocks, panels) = panels > 1 ? (blocks, panels / 2) : (1, 1);
        }

        _blockTasks = Parts(Blocks, blocks);
        _panelTasks = Parts(Panels, panels);
    }

    public override int Tasks => _blockTasks * _panelTasks;

    public override long ScratchLength => ((long)MostBlocksOfATask * MostPanelsOfATask * TapsLength) + OwnScratchLength;

    protected ConvolutionGeometry Geometry { get; }

    /// <summary>Floats of a block's sums.</summary>
    protected int TapsLength => Geometry.Taps * SumsLength;

    protected int MostBlocksOfATask => Parts(Blocks, _blockTasks);

    protected int MostPanelsOfATask => Parts(Panels, _panelTasks);

    /// <summary>Floats of scratch memory beside the sums.</summary>
    protected abstract long OwnScratchLength { get; }

    int Blocks => Parts(Geometry.InputChannels, GradientLayout.BlockChannels);

    int Panels => Parts(Geometry.OutputChannels, PanelColumns);

    public override void Run(int task, float* scratch)
    {
        (int panelTask, int blockTask) = Math.DivRem(task, _blockTasks);
        var blocks = new GradientBlocks(Blocks * blockTask / _blockTasks, Blocks * (blockTask + 1) / _blockTasks, Panels * panelTask / _panelTasks, Panels * (panelTask + 1) / _panelTasks);
        float* sums = scratch + OwnScratchLength;
        ShortRuns.Clear(sums, (nint)(ScratchLength - OwnScratchLength));
        AmxRoutines.Configure(TileSize);
        AddAll(blocks, sums, scratch);
        AmxRoutines.Release();
        for (int block = blocks.FirstBlock; block < blocks.EndBlock; block++)
        {
            for (int panel = blocks.FirstPanel; panel < blocks.EndPanel; panel++)
            {
                Write(block, panel, sums);
                sums += TapsLength;
            }
        }
    }

    /// <summary>Adds the whole batch to sums that start from zero: block by block, in each panel by panel, tap by tap.</summary>
    protected abstract void AddAll(GradientBlocks blocks, float* sums, float* scratch);

    /// <summary>Tiles of a panel: 2, or 1.</summary>
    protected int TilesOf(int panel) => Geometry.OutputChannels - (panel * PanelColumns) > TileSize ? 2 : 1;

    /// <summary>Groups of 16 channels in a block: 2, or 1.</summary>
    protected int GroupsOf(int block) => Geometry.InputChannels - (block * GradientLayout.BlockChannels) > TileSize ? 2 : 1;

    /// <summary>A product of a tap, onto its sums.</summary>
    protected static void AddTap(TileProduct* product, int groups, int tiles, float* sums)
    {
        product->Sums = sums;
        product->SumsSecond = sums + (TileSize * PanelColumns);
        product->Start = product->Sums;
        product->StartSecond = product->SumsSecond;
        product->StartStride = PanelColumns * sizeof(float);
        product->SumsStride = PanelColumns * sizeof(float);
        AmxRoutines.Multiply(groups, tiles, product);
    }

    protected static int Parts(int whole, int part) => (whole + part - 1) / part;

    void Write(int block, int panel, float* sums)
    {
        int channel = block * GradientLayout.BlockChannels, channels = Math.Min(GradientLayout.BlockChannels, Geometry.InputChannels - channel);
        int column = panel * PanelColumns, columns = Math.Min(PanelColumns, Geometry.OutputChannels - column);
        for (int tap = 0; tap < Geometry.Taps; tap++)
        {
            float* target = _kernelGradient.Start + ((((long)tap * Geometry.InputChannels) + channel) * Geometry.OutputChannels) + column;
            PixelRows.Unpack(sums + (tap * SumsLength), PanelColumns, channels, columns, target, Geometry.OutputChannels);
        }
    }
}

/// <summary>The blocks of a task.</summary>
internal readonly record struct GradientBlocks(int FirstBlock, int EndBlock, int FirstPanel, int EndPanel);
