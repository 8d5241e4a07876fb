using Krill.Kernels;

namespace Krill.Benchmarks.Convolution;

/// <summary>A convolution, or a dense layer, of one of the recipes, with the images of a chunk as it would go through a stage.</summary>
/// <param name="Name">The recipe, and the place in it.</param>
/// <param name="Images">Images of a call.</param>
/// <param name="Geometry">The sizes.</param>
public sealed record ConvolutionLayer(string Name, int Images, ConvolutionSizes Geometry)
{
    /// <summary>The layers of the recipes that differ in size.</summary>
    public static IEnumerable<ConvolutionLayer> All =>
    [
        new("tiny158.1", 32, new(14, 1, 3, 3)),
        new("tiny158.2", 32, new(12, 3, 1, 3)),
        new("tiny158.3", 32, new(3, 1, 10, 3)),
        new("convnet.1", 4, new(28, 1, 32, 3)),
        new("convnet.2", 4, new(26, 32, 64, 3)),
        new("convnet.dense", 16, new(1, 9216, 128, 1)),
        new("jellyfish.near.look", 2, new(28, 1, 64, 3, 4, Same: true)),
        new("jellyfish.near.attend", 2, new(28, 1, 64, 7, 4, Same: true)),
        new("jellyfish.far.look", 2, new(28, 1, 128, 3, 2, Same: true)),
        new("jellyfish.far.attend", 2, new(28, 1, 128, 7, 2, Same: true)),
        new("jellyfish.far.narrow", 2, new(14, 128, 64, 3, 2, Same: true)),
        new("jellyfish.spine.1", 2, new(7, 128, 64, 3, Same: true)),
        new("jellyfish.spine.2", 2, new(7, 64, 32, 3, Same: true)),
        new("jellyfish.spine.3", 2, new(7, 32, 16, 3, Same: true)),
    ];

    /// <summary>Multiplications and additions of a call, counted as a direct convolution.</summary>
    internal double Flops => 2.0 * Images * Geometry.ToGeometry().OutputPixels * Geometry.ToGeometry().KernelLength;

    public override string ToString() => Name;
}

/// <summary>The sizes of a square convolution.</summary>
/// <param name="Size">Height and width of the input.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
/// <param name="Stride">Pixels from one place of the kernel to the next.</param>
/// <param name="Same">Whether the input is padded.</param>
public sealed record ConvolutionSizes(int Size, int Inputs, int Outputs, int Kernel, int Stride = 1, bool Same = false)
{
    internal ConvolutionGeometry ToGeometry()
    {
        int output = Same ? (Size + Stride - 1) / Stride : ((Size - Kernel) / Stride) + 1;
        int pad = Same ? Math.Max(0, ((output - 1) * Stride) + Kernel - Size) / 2 : 0;
        return new ConvolutionGeometry
        {
            InputChannels = Inputs,
            OutputChannels = Outputs,
            Window = new WindowGeometry
            {
                InputHeight = Size,
                InputWidth = Size,
                OutputHeight = output,
                OutputWidth = output,
                WindowHeight = Kernel,
                WindowWidth = Kernel,
                StrideY = Stride,
                StrideX = Stride,
                PadTop = pad,
                PadLeft = pad,
            },
        };
    }
}
