using Krill.Kernels;

namespace Krill.Graph;

/// <summary>
/// A convolution (a cross-correlation, as everywhere in the field): output(y, x, o) = bias(o) + Σ input(y · s + i - pad, x · s + j - pad, c) · kernel(i, j, c, o).
/// </summary>
internal sealed class Convolution(int strideY, int strideX, Padding padding) : WeightedSum
{
    public override string Name => "Convolution";

    public Size2D Strides => new(strideY, strideX);

    public Padding Padding => padding;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape input = inputs[0].Shape!, kernel = inputs[1].Shape!;
        if (kernel.Rank != 4)
        {
            problems.Add($"received a kernel of shape {kernel}; expected (height, width, input channels, output channels).");
            return null;
        }

        WindowGeometry? window = Window(input, kernel, problems);
        if (window is not { } fits)
        {
            return null;
        }

        if (input[^1] != kernel[2])
        {
            problems.Add($"received {input}, which has {input[^1]} channels, and a kernel for {kernel[2]}; expected the same number.");
            return null;
        }

        if (inputs.Count > 2 && inputs[2].Shape!.Elements != kernel[3])
        {
            problems.Add($"received a bias of shape {inputs[2].Shape}; expected ({kernel[3]}), a number for each output channel.");
            return null;
        }

        return new Shape(fits.OutputHeight, fits.OutputWidth, kernel[3]);
    }

    protected override ConvolutionGeometry Geometry(IReadOnlyList<Symbol> inputs)
    {
        Shape kernel = inputs[1].Shape!;
        return new ConvolutionGeometry
        {
            Window = Window(inputs[0].Shape!, kernel, [])!.Value,
            InputChannels = kernel[2],
            OutputChannels = kernel[3],
        };
    }

    WindowGeometry? Window(Shape input, Shape kernel, List<string> problems) =>
        WindowShapes.Of(input, new Size2D(kernel[0], kernel[1]), new Size2D(strideY, strideX), padding, problems);
}
