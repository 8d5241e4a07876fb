using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>
/// A kernel's gradient of small maps, whose products sum over images: a step is one pixel of 32 images. Nothing is computed for what is not there, where
/// positions of an image would fill their last step badly and meet the border's zeros.
/// </summary>
/// <remarks>
/// The operands are the grids of the input and of the output's gradient, a pixel's channels side by side. A task transposes its channels of 32 images, takes them
/// through all of its blocks, and turns to the next 32.
/// </remarks>
internal sealed unsafe class TileGradientByImages : TileGradientTask
{
    const int ImagesPerStep = AmxRoutines.StepLength;

    // Elements of a pixel's lines: 32 channels of 32 images.
    const int PixelElements = GradientLayout.BlockChannels * ImagesPerStep;

    // Maps of up to this many pixels; of larger ones the positions fill their steps well, and 32 images the cache.
    const int MostPixels = 100;

    // Output rows whose taps are multiplied before the next rows, so that the first-level cache holds them: about this many pixels.
    const int PixelsPerTap = 14;

    readonly int _images;
    readonly PositionGrid _inputGrid;
    readonly PositionGrid _gradientGrid;
    readonly Storage _inputs;
    readonly Storage _gradients;

    // For each run of rows and each tap, for panels of one and of two tiles, the offsets as the routine wants them.
    readonly nint[][][][] _offsets;

    public TileGradientByImages(
        ConvolutionGeometry geometry, int images, PositionGrid inputGrid, PositionGrid gradientGrid, Storage inputs, Storage gradients, Storage kernelGradient)
        : base(geometry, kernelGradient)
    {
        _images = images;
        _inputGrid = inputGrid;
        _gradientGrid = gradientGrid;
        _inputs = inputs;
        _gradients = gradients;
        int height = geometry.Window.OutputHeight, rows = Math.Max(1, PixelsPerTap / geometry.Window.OutputWidth);
        _offsets =
        [
            .. Enumerable.Range(0, Parts(height, rows)).Select(part => Enumerable.Range(0, geometry.Taps)
                .Select(tap => new[] { Offsets(tap, part * rows, Math.Min(height, (part + 1) * rows), 1), Offsets(tap, part * rows, Math.Min(height, (part + 1) * rows), 2) })
                .ToArray()),
        ];
    }

    // A square to transpose, and the lines and pairs of 32 images.
    protected override long OwnScratchLength =>
        (TileSize * TileSize) + (MostBlocksOfATask * (long)Geometry.InputPixels * PixelElements / 2) + (MostPanelsOfATask * (long)Geometry.OutputPixels * PanelLength);

    // Floats of a pixel's pairs in a panel.
    static int PanelLength => 2 * TileSize * TileSize;

    /// <summary>Whether a geometry and a batch suit: small maps without strides, and images for a few steps.</summary>
    public static bool Suits(ConvolutionGeometry geometry, int images) =>
        geometry.Window is { StrideX: 1, StrideY: 1 } && geometry.InputPixels <= MostPixels && geometry.OutputPixels <= MostPixels && images >= ImagesPerStep;

    protected override void AddAll(GradientBlocks blocks, float* sums, float* scratch)
    {
        uint* square = (uint*)scratch;
        ushort* lines = (ushort*)(scratch + (TileSize * TileSize));
        float* pairs = (float*)(lines + ((long)MostBlocksOfATask * Geometry.InputPixels * PixelElements));
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = ImagesPerStep * sizeof(ushort);
        product->LeftSecond = AmxRoutines.TileBytes;
        for (int image = 0; image < _images; image += ImagesPerStep)
        {
            for (int block = blocks.FirstBlock; block < blocks.EndBlock; block++)
            {
                FillLines(image, block, lines + ((long)(block - blocks.FirstBlock) * Geometry.InputPixels * PixelElements), square);
            }

            for (int panel = blocks.FirstPanel; panel < blocks.EndPanel; panel++)
            {
                FillPairs(image, panel, (uint*)(pairs + ((long)(panel - blocks.FirstPanel) * Geometry.OutputPixels * PanelLength)));
            }

            foreach (nint[][][] taps in _offsets)
            {
                float* target = sums;
                for (int block = blocks.FirstBlock; block < blocks.EndBlock; block++)
                {
                    product->Left = (byte*)(lines + ((long)(block - blocks.FirstBlock) * Geometry.InputPixels * PixelElements));
                    for (int panel = blocks.FirstPanel; panel < blocks.EndPanel; panel++)
                    {
                        product->Right = (byte*)(pairs + ((long)(panel - blocks.FirstPanel) * Geometry.OutputPixels * PanelLength));
                        AddTaps(product, taps, GroupsOf(block), TilesOf(panel), target);
                        target += TapsLength;
                    }
                }
            }
        }
    }

    static void AddTaps(TileProduct* product, nint[][][] taps, int groups, int tiles, float* sums)
    {
        foreach (nint[][] tap in taps)
        {
            nint[] steps = tap[tiles - 1];
            if (steps.Length > 0)
            {
                product->Steps = steps.Length / 2;
                fixed (nint* offsets = steps)
                {
                    product->Offsets = offsets;
                    AddTap(product, groups, tiles, sums);
                }
            }

            sums += SumsLength;
        }
    }

    /// <summary>For each pixel of the input, its channels' lines of 32 images. Lines of channels that do not exist hold other pixels'.</summary>
    void FillLines(int image, int block, ushort* target, uint* square)
    {
        int channel = block * GradientLayout.BlockChannels, width = Geometry.Window.InputWidth;
        for (int pixel = 0; pixel < Geometry.InputPixels; pixel++)
        {
            ushort* source = Pixel(_inputGrid, _inputs, image, pixel, width) + channel;
            for (int group = 0; group < GroupsOf(block); group++)
            {
                Pair(source + (group * TileSize), _inputGrid.ImageElements, image, square);
                DwordTranspose.Run(square, TileSize, (uint*)(target + (group * TileSize * ImagesPerStep)), ImagesPerStep / 2);
            }

            target += PixelElements;
        }
    }

    /// <summary>For each pixel of the output, its gradients in pairs of images, tile by tile.</summary>
    void FillPairs(int image, int panel, uint* target)
    {
        int channel = panel * PanelColumns, width = Geometry.Window.OutputWidth;
        for (int pixel = 0; pixel < Geometry.OutputPixels; pixel++)
        {
            ushort* source = Pixel(_gradientGrid, _gradients, image, pixel, width) + channel;
            for (int tile = 0; tile < TilesOf(panel); tile++)
            {
                Pair(source + (tile * TileSize), _gradientGrid.ImageElements, image, target);
                target += TileSize * TileSize;
            }
        }
    }

    /// <summary>16 channels of 32 images: a row for each two images, the first's in the lower halves. Images that do not exist are zero.</summary>
    void Pair(ushort* source, nint imageElements, int image, uint* target)
    {
        for (int pair = 0; pair < TileSize; pair++)
        {
            Vector512<uint> first = image < _images ? Avx512F.ConvertToVector512UInt32(Vector256.Load(source)) : Vector512<uint>.Zero;
            Vector512<uint> second = image + 1 < _images ? Avx512F.ConvertToVector512UInt32(Vector256.Load(source + imageElements)) : Vector512<uint>.Zero;
            (first | Vector512.ShiftLeft(second, 16)).Store(target);
            source += 2 * imageElements;
            target += TileSize;
            image += 2;
        }
    }

    static ushort* Pixel(PositionGrid grid, Storage grids, int image, int pixel, int width)
    {
        (int y, int x) = Math.DivRem(pixel, width);
        return (ushort*)grids.Start + ((long)image * grid.ImageElements) + ((long)(grid.Grids[0].Start + (y * grid.Width) + x) * grid.Stride);
    }

    nint[] Offsets(int tap, int firstRow, int endRow, int tiles)
    {
        WindowGeometry window = Geometry.Window;
        (int tapY, int tapX) = Math.DivRem(tap, window.WindowWidth);
        var offsets = new List<nint>();
        for (int outputY = firstRow; outputY < endRow; outputY++)
        {
            for (int outputX = 0; outputX < window.OutputWidth; outputX++)
            {
                int y = outputY + tapY - window.PadTop, x = outputX + tapX - window.PadLeft;
                if (y >= 0 && y < window.InputHeight && x >= 0 && x < window.InputWidth)
                {
                    offsets.Add(((y * window.InputWidth) + x) * PixelElements * sizeof(ushort));
                    offsets.Add(((outputY * window.OutputWidth) + outputX) * tiles * AmxRoutines.TileBytes);
                }
            }
        }

        return [.. offsets];
    }
}
