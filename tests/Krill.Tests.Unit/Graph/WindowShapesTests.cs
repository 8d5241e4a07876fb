using Krill.Graph;
using Krill.Kernels;

namespace Krill.Tests.Unit.Graph;

public sealed class WindowShapesTests
{
    // By hand from TensorFlow's rule: ceil(n / s) windows, max((ceil(n / s) - 1) · s + k - n, 0) padding, half of it (rounded down) before.
    [Theory]
    [InlineData(28, 3, 1, 28, 1)]
    [InlineData(28, 3, 2, 14, 0)] // 1 in all, behind
    [InlineData(28, 7, 4, 7, 1)] // 3 in all, 2 behind
    [InlineData(28, 7, 2, 14, 2)] // 5 in all, 3 behind
    [InlineData(29, 3, 2, 15, 1)]
    [InlineData(5, 2, 1, 5, 0)] // 1 in all, behind
    [InlineData(5, 4, 1, 5, 1)] // 3 in all, 2 behind
    [InlineData(4, 1, 3, 2, 0)] // strides beyond the window
    [InlineData(2, 7, 4, 1, 2)] // 5 in all, 3 behind
    [InlineData(1, 1, 1, 1, 0)]
    public void Of_Same_PadsTheOddOneBehind(int input, int window, int stride, int output, int before)
    {
        WindowGeometry geometry = WindowShapes.Of(new Shape(input, 9, 2), (window, 1), (stride, 1), Padding.Same, [])!.Value;
        Assert.Equal((output, before), (geometry.OutputHeight, geometry.PadTop));

        geometry = WindowShapes.Of(new Shape(9, input, 2), (1, window), (1, stride), Padding.Same, [])!.Value;
        Assert.Equal((output, before), (geometry.OutputWidth, geometry.PadLeft));
        Assert.Equal((9, input, 9, 1, window, 1, stride), (
            geometry.InputHeight, geometry.InputWidth, geometry.OutputHeight, geometry.WindowHeight, geometry.WindowWidth, geometry.StrideY, geometry.StrideX));
    }

    [Theory]
    [InlineData(28, 3, 1, 26)]
    [InlineData(28, 2, 2, 14)]
    [InlineData(29, 2, 2, 14)]
    [InlineData(10, 3, 3, 3)]
    [InlineData(3, 3, 5, 1)]
    public void Of_Valid_StaysInside(int input, int window, int stride, int output)
    {
        WindowGeometry geometry = WindowShapes.Of(new Shape(input, input, 1), window, stride, Padding.Valid, [])!.Value;
        Assert.Equal((output, output, 0, 0), (geometry.OutputHeight, geometry.OutputWidth, geometry.PadTop, geometry.PadLeft));
    }

    [Fact]
    public void Of_WindowGreaterThanImage_SaysSo()
    {
        List<string> problems = [];
        Assert.Null(WindowShapes.Of(new Shape(4, 2, 8), 3, 1, Padding.Valid, problems));
        Assert.Equal(
            ["received (4, 2, 8), smaller than the window (3, 3); expected at least as many pixels as the window has. A smaller window, smaller strides before it, or Padding.Same would fit."],
            problems);
    }

    [Fact]
    public void Of_NoImage_SaysSo()
    {
        List<string> problems = [];
        Assert.Null(WindowShapes.Of(new Shape(4, 2), 3, 1, Padding.Same, problems));
        Assert.Equal(["received (4, 2); expected an image of (height, width, channels). Reshape makes one."], problems);
    }
}
