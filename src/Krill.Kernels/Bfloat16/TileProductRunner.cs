using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>Runs the product of a <see cref="PositionGrid"/> and a <see cref="TileMatrix"/> over images on the tile unit.</summary>
/// <remarks>
/// The rows of a tile are neighbouring positions of one image, or, where an image has few pixels, the same pixel of several images: those lie at one
/// distance too, and no row is computed in vain. The order of a sum is that of its steps, so bits do not depend on how rows are grouped.
/// </remarks>
internal sealed unsafe class TileProductRunner
{
    const int TileSize = AmxRoutines.TileSize;
    const int PanelColumns = TileMatrix.PanelColumns;

    // An image with fewer positions than this fills its tiles badly.
    const int FewPixels = 36;

    // Weights beyond this many floats (1 MiB) come from beyond the second-level cache, so they should pass for this many rows at once.
    const int LargeMatrix = 256 * 1024, FewRows = 256;

    readonly PositionGrid _grid;
    readonly TileMatrix _matrix;

    // For each part, the offsets of its steps as the routine wants them: rows, columns.
    readonly nint[][][] _offsets;

    // Of an image with few pixels, the same for each position of a part: without what meets the border's zeros.
    readonly nint[][][][] _pixelOffsets = [];

    public TileProductRunner(TileMatrix matrix)
    {
        _grid = matrix.Grid;
        _matrix = matrix;
        _offsets = [.. Enumerable.Range(1, 2).Select(tiles => matrix.PartSteps.Select(steps => Offsets(steps, tiles, _ => true)).ToArray())];
        if (_grid.OutputPixels < FewPixels)
        {
            _pixelOffsets = [.. Enumerable.Range(1, 2).Select(tiles => _grid.Parts.Select((part, p) => PixelOffsets(part, matrix.PartSteps[p], tiles)).ToArray())];
        }
    }

    public int Panels => _matrix.Panels;

    /// <summary>Images that a call should have at least, for tiles to be full.</summary>
    public int FewestImages => _grid.OutputPixels < FewPixels ? TileSize : _matrix.Length > LargeMatrix ? (FewRows + _grid.OutputPixels - 1) / _grid.OutputPixels : 1;

    /// <summary>Floats of scratch memory: two tiles by two of sums, and a row of biases.</summary>
    public static int ScratchLength => (2 * TileSize * PanelColumns) + PanelColumns;

    /// <summary>Computes the columns of some panels for some images.</summary>
    public void Run(float* source, int images, float* packed, float* bias, float* output, float* scratch, int firstPanel, int panels)
    {
        bool byImages = _grid.OutputPixels < FewPixels && images >= TileSize;
        TileProduct* product = stackalloc TileProduct[1];
        float* start = scratch + (2 * TileSize * PanelColumns);
        product->Start = start;
        product->StartSecond = start;
        product->StartStride = 0;
        product->Sums = scratch;
        product->SumsSecond = scratch + (TileSize * PanelColumns);
        product->SumsStride = PanelColumns * sizeof(float);
        for (int p = 0; p < _grid.Parts.Length; p++)
        {
            GridPart part = _grid.Parts[p];
            int rows = byImages ? TileSize : RowsOf(part.Outputs.Length);
            AmxRoutines.Configure(rows);
            product->LeftStride = (byImages ? _grid.ImageElements : _grid.Stride) * sizeof(ushort);
            for (int panel = firstPanel; panel < firstPanel + panels; panel++)
            {
                int tiles = _matrix.TilesOf(panel), columns = _matrix.ColumnsOf(panel);
                ShortRuns.Clear(start, PanelColumns);
                if (bias is not null)
                {
                    ShortRuns.Copy(bias + (panel * PanelColumns), start, columns);
                }

                float* target = output + (panel * PanelColumns);
                nint[] offsets = _offsets[tiles - 1][p];
                if (offsets.Length == 0)
                {
                    FillWithStart(part, images, target, columns, start);
                    continue;
                }

                product->Right = (byte*)packed + _matrix.PlaceOf(p, panel);
                product->Steps = offsets.Length / 2;
                fixed (nint* places = offsets)
                {
                    product->Offsets = places;
                    if (byImages)
                    {
                        RunByImages(part, product, _pixelOffsets[tiles - 1][p], tiles, columns, source, images, target);
                    }
                    else
                    {
                        RunByPositions(part, product, tiles, columns, rows, source, images, target);
                    }
                }
            }
        }

        AmxRoutines.Release();
    }

    /// <summary>Rows of a tile: fewer of them take no longer, so positions are shared out evenly.</summary>
    static int RowsOf(int positions)
    {
        int groups = (positions + TileSize - 1) / TileSize;
        return (positions + groups - 1) / groups;
    }

    void RunByPositions(GridPart part, TileProduct* product, int tiles, int columns, int rows, float* source, int images, float* output)
    {
        int positions = part.Outputs.Length;
        int groups = (positions + rows - 1) / rows;
        int total = images * groups;
        for (int first = 0; first < total; first += 2)
        {
            // The last group of an image may repeat some positions of the one before.
            (int image, int group) = Math.DivRem(first, groups);
            int position = Math.Min(group * rows, positions - rows);
            byte* left = Left(source, image, part.First + position);
            product->Left = left;
            if (first + 1 == total)
            {
                AmxRoutines.Multiply(1, tiles, product);
                Store(product->Sums, part.Outputs, position, rows, columns, output + ((long)image * OutputLength));
                break;
            }

            (int secondImage, int secondGroup) = Math.DivRem(first + 1, groups);
            int secondPosition = Math.Min(secondGroup * rows, positions - rows);
            product->LeftSecond = (nint)(Left(source, secondImage, part.First + secondPosition) - left);
            AmxRoutines.Multiply(2, tiles, product);
            Store(product->Sums, part.Outputs, position, rows, columns, output + ((long)image * OutputLength));
            Store(product->SumsSecond, part.Outputs, secondPosition, rows, columns, output + ((long)secondImage * OutputLength));
        }
    }

    void RunByImages(GridPart part, TileProduct* product, nint[][] pixelOffsets, int tiles, int columns, float* source, int images, float* output)
    {
        for (int position = 0; position < part.Outputs.Length; position++)
        {
            if (part.Outputs[position] < 0)
            {
                continue;
            }

            product->Steps = pixelOffsets[position].Length / 2;
            fixed (nint* offsets = pixelOffsets[position])
            {
                product->Offsets = offsets;
                RunPixel(part.First + position, product, tiles, columns, source, images, output + ((long)part.Outputs[position] * _grid.Columns));
            }
        }
    }

    void RunPixel(int position, TileProduct* product, int tiles, int columns, float* source, int images, float* target)
    {
        for (int first = 0; first < images; first += 2 * TileSize)
        {
            int image = Math.Min(first, images - TileSize);
            byte* left = Left(source, image, position);
            product->Left = left;
            int groups = first + TileSize < images ? 2 : 1;
            int second = Math.Min(first + TileSize, images - TileSize);
            product->LeftSecond = (nint)(Left(source, second, position) - left);
            AmxRoutines.Multiply(groups, tiles, product);
            StoreImages(product->Sums, image, columns, target);
            if (groups > 1)
            {
                StoreImages(product->SumsSecond, second, columns, target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Store(float* sums, int[] outputs, int position, int rows, int columns, float* output)
    {
        long rowLength = _grid.Columns;
        foreach (int pixel in outputs.AsSpan(position, rows))
        {
            if (pixel >= 0)
            {
                Copy(sums, output + (pixel * rowLength), columns);
            }

            sums += PanelColumns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void StoreImages(float* sums, int first, int columns, float* target)
    {
        for (int row = 0; row < TileSize; row++)
        {
            Copy(sums + (row * PanelColumns), target + ((long)(first + row) * OutputLength), columns);
        }
    }

    /// <summary>Pixels that no tap meets.</summary>
    void FillWithStart(GridPart part, int images, float* output, int columns, float* start)
    {
        for (int image = 0; image < images; image++)
        {
            foreach (int pixel in part.Outputs)
            {
                if (pixel >= 0)
                {
                    Copy(start, output + ((long)image * OutputLength) + ((long)pixel * _grid.Columns), columns);
                }
            }
        }
    }

    int OutputLength => _grid.OutputPixels * _grid.Columns;

    byte* Left(float* source, int image, int position) =>
        (byte*)source + ((((long)image * _grid.ImageElements) + ((long)position * _grid.Stride)) * sizeof(ushort));

    nint[] Offsets(TileStep[] steps, int tiles, Func<TileStep, bool> isMet)
    {
        var offsets = new List<nint>();
        for (int i = 0; i < steps.Length; i++)
        {
            if (isMet(steps[i]))
            {
                (int tap, int channel) = Math.DivRem(steps[i].First, _grid.Channels);
                offsets.Add((nint)((((long)(steps[i].Run.Place + tap) * _grid.Stride) + channel) * sizeof(ushort)));
                offsets.Add(i * tiles * AmxRoutines.TileBytes);
            }
        }

        return [.. offsets];
    }

    /// <summary>For each position of a part, the steps that meet a pixel; all, where a step is not of one tap.</summary>
    nint[][] PixelOffsets(GridPart part, TileStep[] steps, int tiles) => [.. Enumerable.Range(part.First, part.Outputs.Length).Select(position =>
    {
        bool MeetsPixel(TileStep step) => _grid.Channels % AmxRoutines.StepLength > 0 || _grid.HoldsPixel(position + step.Run.Place + (step.First / _grid.Channels));

        // A sum of nothing is the start, which one step with zeros gives too.
        return Array.Exists(steps, MeetsPixel) ? Offsets(steps, tiles, MeetsPixel) : Offsets(steps, tiles, step => step == steps[0]);
    })];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Copy(float* from, float* to, int count)
    {
        if (count == PanelColumns)
        {
            Vector512<float> first = Vector512.Load(from), second = Vector512.Load(from + TileSize);
            first.Store(to);
            second.Store(to + TileSize);
        }
        else
        {
            ShortRuns.Copy(from, to, count);
        }
    }
}
