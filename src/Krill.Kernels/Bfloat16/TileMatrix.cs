namespace Krill.Kernels;

/// <summary>
/// How a convolution's kernel lies in memory for the tile unit: part by part, panels of up to two tiles of columns, for each step of 32 summed
/// elements the panel's tiles.
/// </summary>
internal sealed class TileMatrix
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelColumns = 2 * AmxRoutines.TileSize;

    readonly int[] _firstTiles;

    public TileMatrix(PositionGrid grid)
    {
        Grid = grid;
        ColumnTiles = (grid.Columns + AmxRoutines.TileSize - 1) / AmxRoutines.TileSize;
        PartSteps = [.. grid.Parts.Select(part => Steps(grid, part).ToArray())];
        _firstTiles = new int[grid.Parts.Length + 1];
        for (int part = 0; part < grid.Parts.Length; part++)
        {
            _firstTiles[part + 1] = checked(_firstTiles[part] + (PartSteps[part].Length * ColumnTiles));
        }
    }

    public PositionGrid Grid { get; }

    /// <summary>Tiles that hold the columns.</summary>
    public int ColumnTiles { get; }

    public int Panels => (ColumnTiles + 1) / 2;

    /// <summary>For each part, the steps of its sums.</summary>
    public TileStep[][] PartSteps { get; }

    /// <summary>Floats of memory.</summary>
    public int Length => checked(_firstTiles[^1] * AmxRoutines.TileBytes / sizeof(float));

    /// <summary>Tiles of a panel: 2, or 1.</summary>
    public int TilesOf(int panel) => Math.Min(2, ColumnTiles - (2 * panel));

    /// <summary>Columns of a panel that exist.</summary>
    public int ColumnsOf(int panel) => Math.Min(PanelColumns, Grid.Columns - (panel * PanelColumns));

    /// <summary>Bytes from the start to the tiles of a panel's first step.</summary>
    public long PlaceOf(int part, int panel) => (_firstTiles[part] + ((long)PartSteps[part].Length * 2 * panel)) * AmxRoutines.TileBytes;

    // Where a step is 32 channels of one tap, all taps of the same channels follow each other: they meet the same rows, which the first-level cache holds.
    static IEnumerable<TileStep> Steps(PositionGrid grid, GridPart part)
    {
        if (grid.Channels % AmxRoutines.StepLength == 0)
        {
            for (int channel = 0; channel < grid.Channels; channel += AmxRoutines.StepLength)
            {
                foreach (GridRun run in part.Runs)
                {
                    for (int tap = 0; tap < run.Taps.Length; tap++)
                    {
                        yield return new TileStep(run, (tap * grid.Channels) + channel, AmxRoutines.StepLength);
                    }
                }
            }

            yield break;
        }

        foreach (GridRun run in part.Runs)
        {
            int length = run.Taps.Length * grid.Channels;
            for (int first = 0; first < length; first += AmxRoutines.StepLength)
            {
                yield return new TileStep(run, first, Math.Min(AmxRoutines.StepLength, length - first));
            }
        }
    }
}

/// <summary>Elements that are summed at once.</summary>
/// <param name="Run">The run that they are of.</param>
/// <param name="First">The first of them in the run.</param>
/// <param name="Count">How many; up to 32 the others have zeros as weights.</param>
internal readonly record struct TileStep(GridRun Run, int First, int Count);
