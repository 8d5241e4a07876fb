using Krill.Kernels;

namespace Krill.Tests.Kernels.Convolution;

/// <summary>Convolutions that cross every path: widths of panels and tiles, paddings, strides, windows larger than strides and smaller.</summary>
internal static class ConvolutionCases
{
    /// <summary>Height, width, input channels, output channels, window, stride, same padding.</summary>
    static readonly (int H, int W, int Ci, int Co, (int Y, int X) Window, (int Y, int X) Stride, bool Same)[] s_cases =
    [
        (5, 7, 1, 1, (3, 3), (1, 1), false),
        (6, 5, 3, 10, (3, 3), (1, 1), true),
        (8, 8, 1, 3, (3, 3), (1, 1), false),
        (7, 7, 16, 64, (3, 3), (1, 1), true),
        (7, 9, 5, 17, (7, 7), (2, 2), true),
        (8, 8, 1, 64, (7, 7), (4, 4), true),
        (9, 8, 4, 96, (3, 3), (2, 2), true),
        (6, 6, 40, 33, (1, 1), (1, 1), false),
        (7, 6, 3, 20, (2, 4), (3, 2), false),
        (6, 7, 2, 48, (2, 1), (3, 3), true),
        (5, 5, 8, 130, (5, 5), (1, 1), true),
        (4, 4, 70, 7, (3, 3), (1, 1), true),
        (3, 3, 200, 16, (1, 3), (1, 2), true),
        (1, 1, 300, 70, (1, 1), (1, 1), false),
        (1, 1, 3, 1, (1, 1), (1, 1), false),
        (2, 3, 2, 5, (4, 5), (1, 1), true),
    ];

    public static int Count => s_cases.Length;

    public static IEnumerable<ConvolutionGeometry> All => Enumerable.Range(0, Count).Select(Geometry);

    public static ConvolutionGeometry Geometry(int index)
    {
        (int h, int w, int ci, int co, (int y, int x) window, (int y, int x) stride, bool same) = s_cases[index];
        return Of(h, w, ci, co, window, stride, same);
    }

    public static ConvolutionGeometry Of(int h, int w, int ci, int co, (int Y, int X) window, (int Y, int X) stride, bool same)
    {
        (int outputY, int top) = Along(h, window.Y, stride.Y, same);
        (int outputX, int left) = Along(w, window.X, stride.X, same);
        return new ConvolutionGeometry
        {
            InputChannels = ci,
            OutputChannels = co,
            Window = new WindowGeometry
            {
                InputHeight = h,
                InputWidth = w,
                OutputHeight = outputY,
                OutputWidth = outputX,
                WindowHeight = window.Y,
                WindowWidth = window.X,
                StrideY = stride.Y,
                StrideX = stride.X,
                PadTop = top,
                PadLeft = left,
            },
        };
    }

    static (int Output, int Pad) Along(int input, int window, int stride, bool same)
    {
        int output = same ? (input + stride - 1) / stride : ((input - window) / stride) + 1;
        return (output, same ? Math.Max(0, ((output - 1) * stride) + window - input) / 2 : 0);
    }
}
