namespace Krill.Kernels;

/// <summary>
/// The operands of a kernel's gradient on the tile unit, which sums over positions: the source transposed, a line of positions for each channel, and
/// the output's gradient in pairs of positions. A tap of the window is an offset in the lines.
/// </summary>
internal sealed class GradientLayout
{
    public GradientLayout(ConvolutionGeometry geometry)
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
                TapPlaces[run.Taps[i]] = (grid * geometry.InputChannels * LinePositions) + place + i;
            }
        }
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

    /// <summary>For each tap, the element of the transposed source that channel 0 of position 0 meets.</summary>
    public int[] TapPlaces { get; }

    /// <summary>Floats of memory for an image's transposed source.</summary>
    public int TransposedLength => checked(Grid.Grids.Length * Geometry.InputChannels * LinePositions / 2);

    /// <summary>Floats of memory for an image's pairs.</summary>
    public int PairsLength => checked(Steps * ColumnTiles * AmxRoutines.TileBytes / sizeof(float));

    /// <summary>Tiles of a panel: 2, or 1.</summary>
    public int TilesOf(int panel) => Math.Min(2, ColumnTiles - (2 * panel));

    /// <summary>Whether the tile unit takes a geometry: its rows are whole tiles of channels.</summary>
    public static bool Suits(ConvolutionGeometry geometry) => geometry.InputChannels % AmxRoutines.TileSize == 0;

    /// <summary>The offsets of the steps over some images as the routine wants them: transposed source, pairs of a panel.</summary>
    public nint[] Offsets(int images, int tiles)
    {
        nint[] offsets = new nint[2 * images * Steps];
        for (int image = 0; image < images; image++)
        {
            for (int step = 0; step < Steps; step++)
            {
                int i = 2 * ((image * Steps) + step);
                offsets[i] = (nint)(((long)image * TransposedLength * sizeof(float)) + (step * AmxRoutines.StepLength * sizeof(ushort)));
                offsets[i + 1] = (nint)(((long)image * PairsLength * sizeof(float)) + (step * tiles * AmxRoutines.TileBytes));
            }
        }

        return offsets;
    }
}
