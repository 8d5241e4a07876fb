namespace Krill.Kernels;

/// <summary>
/// How a convolution's source lies in memory for the tile unit, which reads 16 rows at one distance: the pixels of an image in one line of
/// positions, each line of the image followed by zeros, so that the pixels under a tap of the window lie at one distance from the position of the
/// output, whatever the output. Positions at the ends of lines stand for no output; what is computed there is dropped.
/// </summary>
/// <remarks>
/// The zeros at the end of a line serve as those before the next one too. With strides above 1, the pixels that a tap meets are every other one:
/// they lie in grids of their own, one for each remainder.
/// </remarks>
internal sealed class PositionGrid
{
    /// <summary>Zeros behind the last grid of an image, in elements: the last step of a sum may read past its run.</summary>
    public const int Overhang = AmxRoutines.StepLength;

    PositionGrid(int sourceWidth, int channels, int columns, int outputPixels, int width, GridSource[] grids, GridPart[] parts, int gridPositions)
    {
        SourceWidth = sourceWidth;
        Channels = channels;
        Columns = columns;
        OutputPixels = outputPixels;
        Width = width;
        Grids = grids;
        Parts = parts;
        GridPositions = gridPositions;
    }

    /// <summary>Pixels in a line of the source image.</summary>
    public int SourceWidth { get; }

    public int Channels { get; }

    /// <summary>
    /// Elements from position to position: the channels, or a cache line more where they fill an even number of many lines. Positions an even number of
    /// lines apart share few sets of the first-level cache and push each other out of it.
    /// </summary>
    public int Stride => Channels >= 128 && Channels % 64 == 0 ? Channels + 32 : Channels;

    /// <summary>Channels of what is computed.</summary>
    public int Columns { get; }

    /// <summary>Pixels of what is computed.</summary>
    public int OutputPixels { get; }

    /// <summary>Positions in a line.</summary>
    public int Width { get; }

    public GridSource[] Grids { get; }

    public GridPart[] Parts { get; }

    /// <summary>Positions of a grid, with its zeros before and behind.</summary>
    public int GridPositions { get; }

    /// <summary>Elements of an image's grids: an odd number of cache lines, for the same reason.</summary>
    public int ImageElements => ((((Grids.Length * GridPositions * Stride) + Overhang + 31) / 32) | 1) * 32;

    /// <summary>Floats of memory for an image's grids.</summary>
    public int ImageLength => ImageElements / 2;

    /// <summary>Whether a position of an image's grids holds a pixel, not a zero.</summary>
    public bool HoldsPixel(int position) => Array.Exists(Grids, grid =>
    {
        if (position < grid.Start)
        {
            return false;
        }

        (int row, int column) = Math.DivRem(position - grid.Start, Width);
        return row < grid.Rows && column < grid.PixelsPerRow;
    });

    /// <summary>The forward direction.</summary>
    public static PositionGrid Forward(ConvolutionGeometry geometry)
    {
        WindowGeometry window = geometry.Window;
        GridAxis[] vertical = GridAxis.Forward(window.InputHeight, window.OutputHeight, window.WindowHeight, window.StrideY, window.PadTop);
        GridAxis[] horizontal = GridAxis.Forward(window.InputWidth, window.OutputWidth, window.WindowWidth, window.StrideX, window.PadLeft);
        int width = Math.Max(window.OutputWidth, horizontal.Max(axis => axis.Content + Math.Max(axis.Before, axis.After)));
        int lead = (vertical.Max(axis => axis.Before) * width) + horizontal.Max(axis => axis.Before);
        int positions = ((window.OutputHeight - 1) * width) + window.OutputWidth;
        int end = vertical.SelectMany(y => horizontal.Select(x => Math.Max(y.Content * width, positions + ((y.Taps - 1 - y.Before) * width) + x.Taps - 1 - x.Before))).Max();
        int gridPositions = lead + end;

        var grids = new List<GridSource>();
        var runs = new List<GridRun>();
        foreach (GridAxis y in vertical)
        {
            foreach (GridAxis x in horizontal)
            {
                int start = (grids.Count * gridPositions) + lead;
                for (int stepY = 0; stepY < y.Taps; stepY++)
                {
                    int place = start + ((stepY - y.Before) * width) - x.Before;
                    int[] taps = [.. Enumerable.Range(0, x.Taps).Select(step => ((y.Phase + (stepY * window.StrideY)) * window.WindowWidth) + x.Phase + (step * window.StrideX))];
                    runs.Add(new GridRun(place, taps));
                }

                grids.Add(new GridSource(start, y.First, window.StrideY, y.Content, x.First, window.StrideX, x.Content));
            }
        }

        int[] outputs = new int[positions];
        for (int position = 0; position < positions; position++)
        {
            (int y, int x) = Math.DivRem(position, width);
            outputs[position] = x < window.OutputWidth ? (y * window.OutputWidth) + x : -1;
        }

        return new PositionGrid(
            window.InputWidth, geometry.InputChannels, geometry.OutputChannels, geometry.OutputPixels, width, [.. grids], [new GridPart(0, outputs, [.. runs])], gridPositions);
    }

    /// <summary>The direction to the input: the source is the output's gradient.</summary>
    public static PositionGrid ToInput(ConvolutionGeometry geometry)
    {
        WindowGeometry window = geometry.Window;
        InputPhase[] vertical = InputPhase.All(window.InputHeight, window.WindowHeight, window.StrideY, window.PadTop);
        InputPhase[] horizontal = InputPhase.All(window.InputWidth, window.WindowWidth, window.StrideX, window.PadLeft);
        (int above, int below) = InputPhase.Reach(vertical, window.OutputHeight);
        (int left, int right) = InputPhase.Reach(horizontal, window.OutputWidth);
        int width = window.OutputWidth + Math.Max(left, right);
        int lead = (above * width) + left;
        int gridPositions = lead + ((window.OutputHeight + below) * width) + right;

        var parts = new List<GridPart>();
        foreach (InputPhase y in vertical)
        {
            foreach (InputPhase x in horizontal)
            {
                int first = (y.First * width) + x.First;
                int[] outputs = new int[((y.Last - y.First) * width) + x.Last - x.First + 1];
                Array.Fill(outputs, -1);
                for (int outputY = y.First; outputY <= y.Last; outputY++)
                {
                    for (int outputX = x.First; outputX <= x.Last; outputX++)
                    {
                        outputs[(outputY * width) + outputX - first] = (y.InputOf(outputY) * window.InputWidth) + x.InputOf(outputX);
                    }
                }

                // Taps from the last to the first, so that the positions come in order and form one run.
                var runs = new List<GridRun>();
                for (int stepY = 0; stepY < y.Taps && x.Taps > 0; stepY++)
                {
                    int[] taps = [.. Enumerable.Range(0, x.Taps).Select(step => (y.TapOf(stepY) * window.WindowWidth) + x.TapOf(x.Taps - 1 - step))];
                    runs.Add(new GridRun(lead - (stepY * width) - (x.Taps - 1), taps));
                }

                parts.Add(new GridPart(first, outputs, [.. runs]));
            }
        }

        var grid = new GridSource(lead, 0, 1, window.OutputHeight, 0, 1, window.OutputWidth);
        return new PositionGrid(window.OutputWidth, geometry.OutputChannels, geometry.InputChannels, geometry.InputPixels, width, [grid], [.. parts], gridPositions);
    }
}

/// <summary>A grid: which pixels of the source it holds.</summary>
/// <param name="Start">The position of its first pixel within the image's grids.</param>
/// <param name="FirstRow">The source's row that its first line holds.</param>
/// <param name="RowStride">Rows of the source from line to line.</param>
/// <param name="Rows">Lines.</param>
/// <param name="FirstColumn">The source's column of the first pixel.</param>
/// <param name="ColumnStride">Columns of the source from pixel to pixel.</param>
/// <param name="PixelsPerRow">Pixels in a line.</param>
internal sealed record GridSource(int Start, int FirstRow, int RowStride, int Rows, int FirstColumn, int ColumnStride, int PixelsPerRow);

/// <summary>A set of outputs that meet the same taps.</summary>
/// <param name="First">The position of the first.</param>
/// <param name="Outputs">For each position from the first on, the pixel of what is computed, or -1.</param>
/// <param name="Runs">What is summed: the taps' pixels, relative to the position.</param>
internal sealed record GridPart(int First, int[] Outputs, GridRun[] Runs);

/// <summary>Taps whose pixels lie side by side.</summary>
/// <param name="Place">Where the first tap's pixel lies, in positions from that of the output.</param>
/// <param name="Taps">The taps; a tap is line · width + column of the kernel.</param>
internal sealed record GridRun(int Place, int[] Taps);
