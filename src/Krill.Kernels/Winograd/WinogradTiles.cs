namespace Krill.Kernels;

/// <summary>
/// A 3×3 convolution with stride 1 cut into tiles of 4×4 outputs, each from 6×6 pixels of the source: forward, or to the input, where the source is the output's
/// gradient and the kernel is turned around.
/// </summary>
internal readonly record struct WinogradTiles
{
    /// <summary>Points of a tile in which products are made: 6×6.</summary>
    public const int Positions = 36;

    const int Size = 4, Window = 3;

    public required int SourceHeight { get; init; }

    public required int SourceWidth { get; init; }

    public required int SourceChannels { get; init; }

    public required int OutputHeight { get; init; }

    public required int OutputWidth { get; init; }

    public required int OutputChannels { get; init; }

    /// <summary>Rows of zeros above the source.</summary>
    public required int PadTop { get; init; }

    public required int PadLeft { get; init; }

    public int TilesX => (OutputWidth + Size - 1) / Size;

    /// <summary>Tiles of an image.</summary>
    public int Tiles => (OutputHeight + Size - 1) / Size * TilesX;

    public int SourceLength => SourceHeight * SourceWidth * SourceChannels;

    public int OutputLength => OutputHeight * OutputWidth * OutputChannels;

    /// <summary>Whether the convolution can be computed so: a 3×3 window with stride 1.</summary>
    public static bool CanServe(ConvolutionGeometry geometry) =>
        geometry.Window is { WindowHeight: Window, WindowWidth: Window, StrideY: 1, StrideX: 1, PadTop: < Window, PadLeft: < Window };

    /// <summary>The forward direction.</summary>
    public static WinogradTiles Forward(ConvolutionGeometry geometry) => new()
    {
        SourceHeight = geometry.Window.InputHeight,
        SourceWidth = geometry.Window.InputWidth,
        SourceChannels = geometry.InputChannels,
        OutputHeight = geometry.Window.OutputHeight,
        OutputWidth = geometry.Window.OutputWidth,
        OutputChannels = geometry.OutputChannels,
        PadTop = geometry.Window.PadTop,
        PadLeft = geometry.Window.PadLeft,
    };

    /// <summary>The direction to the input.</summary>
    public static WinogradTiles ToInput(ConvolutionGeometry geometry) => new()
    {
        SourceHeight = geometry.Window.OutputHeight,
        SourceWidth = geometry.Window.OutputWidth,
        SourceChannels = geometry.OutputChannels,
        OutputHeight = geometry.Window.InputHeight,
        OutputWidth = geometry.Window.InputWidth,
        OutputChannels = geometry.InputChannels,
        PadTop = Window - 1 - geometry.Window.PadTop,
        PadLeft = Window - 1 - geometry.Window.PadLeft,
    };

    /// <summary>The addresses of a tile's 36 source pixels.</summary>
    /// <param name="source">The first image.</param>
    /// <param name="tile">The tile, counted through all images.</param>
    /// <param name="outside">What pixels outside of the image are.</param>
    /// <param name="pixels">Gets the addresses.</param>
    public unsafe void SourcePixels(float* source, int tile, float* outside, float** pixels)
    {
        (int image, int y, int x) = Place(tile);
        Pixels(source + ((long)image * SourceLength), SourceHeight, SourceWidth, SourceChannels, y - PadTop, x - PadLeft, Size + Window - 1, outside, pixels);
    }

    /// <summary>The addresses of a tile's 16 output pixels.</summary>
    /// <param name="output">The first image.</param>
    /// <param name="tile">The tile, counted through all images.</param>
    /// <param name="outside">What pixels outside of the image are.</param>
    /// <param name="pixels">Gets the addresses.</param>
    public unsafe void OutputPixels(float* output, int tile, float* outside, float** pixels)
    {
        (int image, int y, int x) = Place(tile);
        Pixels(output + ((long)image * OutputLength), OutputHeight, OutputWidth, OutputChannels, y, x, Size, outside, pixels);
    }

    static unsafe void Pixels(float* image, int height, int width, int channels, int top, int left, int size, float* outside, float** pixels)
    {
        for (int y = top; y < top + size; y++)
        {
            for (int x = left; x < left + size; x++)
            {
                bool inside = (uint)y < (uint)height && (uint)x < (uint)width;
                *pixels++ = inside ? image + ((((long)y * width) + x) * channels) : outside;
            }
        }
    }

    (int Image, int Y, int X) Place(int tile)
    {
        (int image, tile) = Math.DivRem(tile, Tiles);
        (int y, int x) = Math.DivRem(tile, TilesX);
        return (image, y * Size, x * Size);
    }
}
