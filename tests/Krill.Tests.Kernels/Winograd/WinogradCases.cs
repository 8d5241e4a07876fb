using Krill.Kernels;

namespace Krill.Tests.Kernels.Winograd;

/// <summary>3×3 convolutions over all heights from 3 to 33 and widths from 33 to 3, with channels from 1 to 130 that fill vectors, panels and blocks or not.</summary>
internal static class WinogradCases
{
    public const int Images = 3;

    static readonly int[] s_inputs = [1, 70, 16, 5, 33, 8, 50, 17, 64, 3], s_outputs = [64, 1, 7, 48, 16, 33, 4, 70, 20, 130, 10];

    public static IEnumerable<ConvolutionGeometry> All =>
        from height in Enumerable.Range(3, 31)
        select Geometry(height, 36 - height, s_inputs[height % s_inputs.Length], s_outputs[height % s_outputs.Length], same: height / 2 % 2 == 0);

    public static ConvolutionGeometry Geometry(int height, int width, int inputs, int outputs, bool same) => new()
    {
        InputChannels = inputs,
        OutputChannels = outputs,
        Window = new WindowGeometry
        {
            InputHeight = height,
            InputWidth = width,
            OutputHeight = same ? height : height - 2,
            OutputWidth = same ? width : width - 2,
            WindowHeight = 3,
            WindowWidth = 3,
            StrideY = 1,
            StrideX = 1,
            PadTop = same ? 1 : 0,
            PadLeft = same ? 1 : 0,
        },
    };
}
