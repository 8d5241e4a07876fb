using Krill.Kernels;

namespace Krill.Tests.Kernels;

/// <summary>Windows that differ in all that the kernels distinguish.</summary>
internal static class PoolCases
{
    /// <summary>Crosses every vector width with and without a remainder.</summary>
    public static IEnumerable<int> Channels => [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 33, 64, 70];

    public static IEnumerable<WindowGeometry> Geometries =>
    [
        Valid(4, 6, window: 2, stride: 2), // tiles
        Valid(7, 5, window: 2, stride: 2), // a row and a column that no window sees
        Valid(10, 10, window: 3, stride: 3),
        Valid(5, 4, window: 1, stride: 1),
        Valid(8, 7, window: 2, stride: 3), // gaps between windows
        Valid(7, 8, window: 3, stride: 1), // overlaps
        Valid(7, 7, window: 3, stride: 2),
        Valid(5, 3, window: 5, stride: 5) with { WindowWidth = 3, StrideX = 3, OutputWidth = 1 }, // the whole image
        Same(6, 5, window: 2, stride: 2), // padding at the end only
        Same(5, 6, window: 3, stride: 2),
        Same(6, 6, window: 3, stride: 2),
        Same(4, 5, window: 3, stride: 1),
        Same(3, 3, window: 5, stride: 2),
        Same(7, 7, window: 2, stride: 3),
        Same(5, 7, window: 4, stride: 3) with { WindowHeight = 2, PadTop = 0, StrideY = 1, OutputHeight = 5 },
        Same(1, 9, window: 2, stride: 1),
    ];

    public static WindowGeometry Valid(int height, int width, int window, int stride) => new()
    {
        InputHeight = height,
        InputWidth = width,
        OutputHeight = (height - window) / stride + 1,
        OutputWidth = Math.Max((width - window) / stride + 1, 1),
        WindowHeight = window,
        WindowWidth = window,
        StrideY = stride,
        StrideX = stride,
        PadTop = 0,
        PadLeft = 0,
    };

    /// <summary>TensorFlow's: as many outputs as strides fit, the smaller half of the padding above and left.</summary>
    public static WindowGeometry Same(int height, int width, int window, int stride)
    {
        int outputHeight = (height + stride - 1) / stride, outputWidth = (width + stride - 1) / stride;
        return new WindowGeometry
        {
            InputHeight = height,
            InputWidth = width,
            OutputHeight = outputHeight,
            OutputWidth = outputWidth,
            WindowHeight = window,
            WindowWidth = window,
            StrideY = stride,
            StrideX = stride,
            PadTop = Math.Max((outputHeight - 1) * stride + window - height, 0) / 2,
            PadLeft = Math.Max((outputWidth - 1) * stride + window - width, 0) / 2,
        };
    }

    public static int InputLength(this WindowGeometry geometry, int channels) => geometry.InputHeight * geometry.InputWidth * channels;

    public static int OutputLength(this WindowGeometry geometry, int channels) => geometry.OutputHeight * geometry.OutputWidth * channels;
}
