namespace Krill.Kernels;

/// <summary>
/// The operands of a kernel's gradient on the tile unit, which sums over positions: the source transposed, a line of positions for each channel, and
/// the output's gradient in pairs of positions. A tap of the window is an offset in the lines.
/// </summary>
/// <remarks>
/// Channels lie in blocks of 32, output channels in panels of 32: what a product takes. For sums per lane, an image's blocks lie together, as it is
/// worked on by itself. For sums over the whole batch, a block's images do: were they an image apart, they would push each other out of the cache.
/// </remarks>
internal sealed class GradientLayout
{
    /// <summary>Input channels of a block.</summary>
    public const int BlockChannels = 2 * AmxRoutines.TileSize;

    // Steps that are multiplied for one tap before the next: what the first-level cache holds of both operands, so that all taps find it there.
    const int MostStepsPerTap = 10;

    /// <param name="geometry">The convolution.</param>
    /// <param name="wholeBatch">The images of the batch where the sums are over all of them; 0 for sums per lane.</param>
    public GradientLayout(ConvolutionGeometry geometry, int wholeBatch = 0)
    {
        Geometry = geometry;
        Grid = PositionGrid.Forward(geometry);
        GridPart part = Grid.Parts[0];
        Steps = (part.Outputs.Length + AmxRoutines.StepLength - 1) / AmxRoutines.StepLength;
        ColumnTiles = (geometry.OutputChannels + AmxRoutines.TileSize - 1) / AmxRoutines.TileSize;

        // Lines that lie an even number of cache lines apart would push each other out of the cache.
        int reach = part.Runs.Max(run => (run.Place % Grid.GridPositions) + run.Taps.Length - 1) + (Steps * AmxRoutines.StepLength);
        int cacheLines = (Math.Max(reach, Grid.GridPositions) + 31) / 32;
        LinePositions = (cacheLines | 1) * 32;
        TapPlaces = new int[geometry.Taps];
        foreach (GridRun run in part.Runs)
        {
            (int grid, int place) = Math.DivRem(run.Place, Grid.GridPositions);
            for (int i = 0; i < run.Taps.Length; i++)
            {
                TapPlaces[run.Taps[i]] = (grid * BlockChannels * LinePositions) + place + i;
            }
        }

        Blocks = (geometry.InputChannels + BlockChannels - 1) / BlockChannels;
        int blockElements = checked(Grid.Grids.Length * BlockChannels * LinePositions), panelFloats = Steps * 2 * AmxRoutines.TileBytes / sizeof(float);
        (ImageStride, BlockStride) = wholeBatch > 0 ? (blockElements, (long)wholeBatch * blockElements) : (Blocks * blockElements, blockElements);
        (PairsImageStride, PanelStride) = wholeBatch > 0 ? (panelFloats, (long)wholeBatch * panelFloats) : (Panels * panelFloats, panelFloats);
    }

    public ConvolutionGeometry Geometry { get; }

    public PositionGrid Grid { get; }

    /// <summary>Steps of 32 positions in an image.</summary>
    public int Steps { get; }

    /// <summary>Tiles that hold the output channels.</summary>
    public int ColumnTiles { get; }

    public int Panels => (ColumnTiles + 1) / 2;

    /// <summary>Positions in a line of the transposed source.</summary>
    public int LinePositions { get; }

    /// <summary>For each tap, the element of a block that its first channel meets at position 0.</summary>
    public int[] TapPlaces { get; }

    /// <summary>Blocks of input channels; the last may have fewer.</summary>
    public int Blocks { get; }

    /// <summary>Elements of the transposed source from image to image.</summary>
    public int ImageStride { get; }

    /// <summary>Elements from block to block.</summary>
    public long BlockStride { get; }

    /// <summary>Floats of the pairs from image to image.</summary>
    public int PairsImageStride { get; }

    /// <summary>Floats from panel to panel.</summary>
    public long PanelStride { get; }

    /// <summary>Floats of memory for an image's transposed source.</summary>
    public int TransposedLength => checked(Blocks * Grid.Grids.Length * BlockChannels * LinePositions / 2);

    /// <summary>Floats of memory for an image's pairs.</summary>
    public int PairsLength => checked(Panels * Steps * 2 * AmxRoutines.TileBytes / sizeof(float));

    /// <summary>Into how many steps some images' steps are split, as evenly as can be.</summary>
    public int StepsPerTap(int images)
    {
        int steps = images * Steps, parts = (steps + MostStepsPerTap - 1) / MostStepsPerTap;
        return (steps + parts - 1) / parts;
    }

    /// <summary>Images whose steps together are a part.</summary>
    public int ImagesPerTap(int images) => Math.Clamp(MostStepsPerTap / Steps, 1, images);

    /// <summary>Tiles of a panel: 2, or 1.</summary>
    public int TilesOf(int panel) => Math.Min(2, ColumnTiles - (2 * panel));

    /// <summary>
    /// The geometry of the sums: whole tiles of input channels. The lines of channels that do not exist hold other pixels, and nobody reads their sums.
    /// </summary>
    public ConvolutionGeometry SumsGeometry => Geometry with { InputChannels = (Geometry.InputChannels + AmxRoutines.TileSize - 1) / AmxRoutines.TileSize * AmxRoutines.TileSize };

    /// <summary>The transposed source of a chunk's first image.</summary>
    public unsafe ushort* Transposed(Storage storage, in Work work) =>
        (ushort*)(storage.Kind == StorageKind.Shared ? storage.Start + ((long)work.First * ImageStride / 2) : storage.At(work));

    /// <summary>The pairs of a chunk's first image.</summary>
    public unsafe float* Pairs(Storage storage, in Work work) =>
        storage.Kind == StorageKind.Shared ? storage.Start + ((long)work.First * PairsImageStride) : storage.At(work);

    /// <summary>The offsets of the steps over some images as the routine wants them: transposed source, pairs of a panel.</summary>
    public nint[] Offsets(int images, int tiles)
    {
        nint[] offsets = new nint[2 * images * Steps];
        for (int image = 0; image < images; image++)
        {
            for (int step = 0; step < Steps; step++)
            {
                int i = 2 * ((image * Steps) + step);
                offsets[i] = (nint)(((long)image * ImageStride * sizeof(ushort)) + (step * AmxRoutines.StepLength * sizeof(ushort)));
                offsets[i + 1] = (nint)(((long)image * PairsImageStride * sizeof(float)) + (step * tiles * AmxRoutines.TileBytes));
            }
        }

        return offsets;
    }
}
