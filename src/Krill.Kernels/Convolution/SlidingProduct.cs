namespace Krill.Kernels;

/// <summary>
/// What a convolution sums, laid out for <see cref="ProductTile{V,S}"/>: for each output pixel where its rows lie in the (padded) source, and the runs
/// of consecutive floats under the window.
/// </summary>
/// <remarks>
/// One description serves both directions. Forward, the source is the input and the runs are lines of the window. To the input, the source is the
/// output's gradient, the window is turned around, and with strides above 1 the pixels fall into phases, each of which meets only some of the
/// window's taps; so there is a part per phase.
/// </remarks>
internal sealed class SlidingProduct
{
    // A panel's rows of one block, at most this many bytes: half of a first-level cache, so that the block stays there while the tiles
    // of a chunk pass.
    const int BlockBytes = 24 * 1024;

    /// <summary>Height of the source.</summary>
    public required int SourceHeight { get; init; }

    public required int SourceWidth { get; init; }

    public required int SourceChannels { get; init; }

    public required int PaddedHeight { get; init; }

    public required int PaddedWidth { get; init; }

    /// <summary>Rows of zeros above the source.</summary>
    public required int PadTop { get; init; }

    public required int PadLeft { get; init; }

    /// <summary>Channels of what is computed: the columns of the matrix.</summary>
    public required int Columns { get; init; }

    /// <summary>Pixels of what is computed.</summary>
    public required int Pixels { get; init; }

    public required SlidingPart[] Parts { get; init; }

    /// <summary>Rows of the packed matrix, over all parts.</summary>
    public int Depth => Parts.Sum(part => part.Depth);

    public bool IsPadded => PaddedHeight != SourceHeight || PaddedWidth != SourceWidth;

    /// <summary>Floats of one image's source, padded.</summary>
    public int PaddedLength => PaddedHeight * PaddedWidth * SourceChannels;

    public int SourceLength => SourceHeight * SourceWidth * SourceChannels;

    /// <summary>The forward direction.</summary>
    public static SlidingProduct Forward(ConvolutionGeometry geometry)
    {
        WindowGeometry window = geometry.Window;
        int channels = geometry.InputChannels;
        int paddedHeight = Math.Max(window.PadTop + window.InputHeight, ((window.OutputHeight - 1) * window.StrideY) + window.WindowHeight);
        int paddedWidth = Math.Max(window.PadLeft + window.InputWidth, ((window.OutputWidth - 1) * window.StrideX) + window.WindowWidth);
        int[] sources = new int[geometry.OutputPixels], outputs = new int[geometry.OutputPixels];
        for (int y = 0; y < window.OutputHeight; y++)
        {
            for (int x = 0; x < window.OutputWidth; x++)
            {
                int pixel = (y * window.OutputWidth) + x;
                sources[pixel] = ((y * window.StrideY * paddedWidth) + (x * window.StrideX)) * channels;
                outputs[pixel] = pixel * geometry.OutputChannels;
            }
        }

        // A line of the window is consecutive in the source.
        var lines = new List<SourceRun>();
        for (int y = 0; y < window.WindowHeight; y++)
        {
            lines.Add(new SourceRun(y * paddedWidth * channels, window.WindowWidth * channels));
        }

        int[] taps = [.. Enumerable.Range(0, geometry.Taps)];
        return new SlidingProduct
        {
            SourceHeight = window.InputHeight,
            SourceWidth = window.InputWidth,
            SourceChannels = channels,
            PaddedHeight = paddedHeight,
            PaddedWidth = paddedWidth,
            PadTop = window.PadTop,
            PadLeft = window.PadLeft,
            Columns = geometry.OutputChannels,
            Pixels = geometry.OutputPixels,
            Parts = [new SlidingPart(sources, outputs, [.. lines], taps, 0)],
        };
    }

    /// <summary>The direction to the input: from the output's gradient.</summary>
    public static SlidingProduct ToInput(ConvolutionGeometry geometry)
    {
        WindowGeometry window = geometry.Window;
        int channels = geometry.OutputChannels;

        // Input pixel i meets output pixel o at tap k = i + pad - o · stride: of a line of taps, those with k ≡ i + pad (mod stride), and o falls as k
        // grows. Padding covers the o that lie outside.
        (int before, int after) vertical = Reach(window.InputHeight, window.OutputHeight, window.WindowHeight, window.StrideY, window.PadTop);
        (int before, int after) horizontal = Reach(window.InputWidth, window.OutputWidth, window.WindowWidth, window.StrideX, window.PadLeft);
        int paddedWidth = horizontal.before + window.OutputWidth + horizontal.after;
        var parts = new List<SlidingPart>();
        int firstRow = 0;
        for (int phaseY = 0; phaseY < window.StrideY; phaseY++)
        {
            for (int phaseX = 0; phaseX < window.StrideX; phaseX++)
            {
                var sources = new List<int>();
                var outputs = new List<int>();
                for (int y = 0; y < window.InputHeight; y++)
                {
                    for (int x = 0; x < window.InputWidth; x++)
                    {
                        if ((y + window.PadTop) % window.StrideY == phaseY && (x + window.PadLeft) % window.StrideX == phaseX)
                        {
                            int outputY = ((y + window.PadTop - phaseY) / window.StrideY) + vertical.before;
                            int outputX = ((x + window.PadLeft - phaseX) / window.StrideX) + horizontal.before;
                            sources.Add(((outputY * paddedWidth) + outputX) * channels);
                            outputs.Add(((y * window.InputWidth) + x) * geometry.InputChannels);
                        }
                    }
                }

                if (sources.Count == 0)
                {
                    continue;
                }

                int countX = TapsOfPhase(window.WindowWidth, window.StrideX, phaseX);
                var runs = new List<SourceRun>();
                var taps = new List<int>();
                for (int stepY = 0; stepY < TapsOfPhase(window.WindowHeight, window.StrideY, phaseY) && countX > 0; stepY++)
                {
                    // Taps from the last to the first, so that the output pixels come in order and form one run.
                    runs.Add(new SourceRun(((-stepY * paddedWidth) - (countX - 1)) * channels, countX * channels));
                    for (int stepX = countX - 1; stepX >= 0; stepX--)
                    {
                        taps.Add(((phaseY + (stepY * window.StrideY)) * window.WindowWidth) + phaseX + (stepX * window.StrideX));
                    }
                }

                parts.Add(new SlidingPart([.. sources], [.. outputs], [.. runs], [.. taps], firstRow));
                firstRow += taps.Count * channels;
            }
        }

        return new SlidingProduct
        {
            SourceHeight = window.OutputHeight,
            SourceWidth = window.OutputWidth,
            SourceChannels = channels,
            PaddedHeight = vertical.before + window.OutputHeight + vertical.after,
            PaddedWidth = paddedWidth,
            PadTop = vertical.before,
            PadLeft = horizontal.before,
            Columns = geometry.InputChannels,
            Pixels = geometry.InputPixels,
            Parts = [.. parts],
        };
    }

    /// <summary>Splits the runs of each part into blocks whose rows of a panel fit the first-level cache.</summary>
    public static SourceBlock[] Blocks(SlidingPart part, int panelRowFloats)
    {
        int most = Math.Max(16, BlockBytes / sizeof(float) / panelRowFloats);
        var blocks = new List<SourceBlock>();
        var runs = new List<SourceRun>();
        int row = 0, length = 0;
        foreach (SourceRun run in part.Runs)
        {
            // Even pieces, so that no block is a sliver.
            int pieces = (run.Length + most - 1) / most;
            for (int piece = 0; piece < pieces; piece++)
            {
                int from = (int)((long)run.Length * piece / pieces), to = (int)((long)run.Length * (piece + 1) / pieces);
                if (length + to - from > most)
                {
                    Close();
                }

                runs.Add(new SourceRun(run.Offset + from, to - from));
                length += to - from;
            }
        }

        if (length > 0 || blocks.Count == 0)
        {
            Close();
        }

        return [.. blocks];

        void Close()
        {
            blocks.Add(new SourceBlock(row, [.. runs]));
            row += length;
            length = 0;
            runs.Clear();
        }
    }

    static int TapsOfPhase(int window, int stride, int phase) => phase >= window ? 0 : ((window - 1 - phase) / stride) + 1;

    /// <summary>How many pixels before the first and after the last output the taps reach.</summary>
    static (int Before, int After) Reach(int input, int output, int window, int stride, int pad)
    {
        int before = (window - 1) / stride;
        int after = Math.Max(0, ((input - 1 + pad) / stride) - (output - 1));
        return (before, after);
    }
}

/// <summary>A set of pixels that meet the same taps.</summary>
/// <param name="SourceOffsets">For each pixel, where its window lies in the padded source.</param>
/// <param name="OutputOffsets">For each pixel, where its sums go within the image.</param>
/// <param name="Runs">The consecutive floats under the window, relative to the pixel's place.</param>
/// <param name="Taps">The tap of each pixel's worth of run floats, in order; a tap is line · width + column of the kernel.</param>
/// <param name="FirstRow">The first row of the packed matrix that belongs to the part.</param>
internal sealed record SlidingPart(int[] SourceOffsets, int[] OutputOffsets, SourceRun[] Runs, int[] Taps, int FirstRow)
{
    /// <summary>Rows of the packed matrix.</summary>
    public int Depth { get; } = Runs.Sum(run => run.Length);
}

/// <summary>Runs that are summed while their rows of a panel are in the first-level cache.</summary>
/// <param name="Row">The first row of the part that the block covers.</param>
/// <param name="Runs">The runs.</param>
internal sealed record SourceBlock(int Row, SourceRun[] Runs);
