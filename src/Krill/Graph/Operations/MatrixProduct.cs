using Krill.Kernels;

namespace Krill.Graph;

/// <summary>The product of the last axis with a matrix: output(…, u) = bias(u) + Σ input(…, i) · kernel(i, u).</summary>
internal sealed class MatrixProduct : WeightedSum
{
    public override string Name => "MatrixProduct";

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape input = inputs[0].Shape!, kernel = inputs[1].Shape!;
        if (input.Rank == 0 || kernel.Rank != 2 || input[^1] != kernel[0])
        {
            problems.Add($"received {input} and a kernel of shape {kernel}; expected the kernel's first axis to be as long as the input's last.");
            return null;
        }

        if (inputs.Count > 2 && inputs[2].Shape!.Elements != kernel[1])
        {
            problems.Add($"received a bias of shape {inputs[2].Shape}; expected ({kernel[1]}), a number for each unit.");
            return null;
        }

        return new Shape([.. input.Take(input.Rank - 1), kernel[1]]);
    }

    // The rows of an image are the pixels of a convolution with a window of one.
    protected override ConvolutionGeometry Geometry(IReadOnlyList<Symbol> inputs)
    {
        ConvolutionGeometry dense = ConvolutionGeometry.Dense(inputs[1].Shape![0], inputs[1].Shape![1]);
        int rows = inputs[0].Shape!.Elements / inputs[0].Shape![^1];
        return dense with { Window = dense.Window with { InputHeight = rows, OutputHeight = rows } };
    }
}
