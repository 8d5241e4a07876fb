namespace Krill.Kernels;

/// <summary>A window that moves over images: NHWC, sizes in pixels.</summary>
internal readonly record struct WindowGeometry
{
    public required int InputHeight { get; init; }

    public required int InputWidth { get; init; }

    public required int OutputHeight { get; init; }

    public required int OutputWidth { get; init; }

    public required int WindowHeight { get; init; }

    public required int WindowWidth { get; init; }

    public required int StrideY { get; init; }

    public required int StrideX { get; init; }

    /// <summary>Rows of padding above the image. What lies below follows from the sizes; TensorFlow's "same" puts the odd one there.</summary>
    public required int PadTop { get; init; }

    public required int PadLeft { get; init; }
}

internal abstract partial class KernelFactory
{
    /// <summary>The greatest of each window; padding never wins. NaN wins.</summary>
    public abstract BatchKernel MaxPool(WindowGeometry geometry, int channels, Storage input, Storage output);

    /// <summary>The gradient goes to the first greatest element of each window, in row order. Writes all of inputGradient.</summary>
    public abstract BatchKernel MaxPoolGradient(WindowGeometry geometry, int channels, Storage input, Storage output, Storage outputGradient, Storage inputGradient);

    /// <summary>The mean of each window's elements inside the image (padding does not count, as in Keras).</summary>
    public abstract BatchKernel AveragePool(WindowGeometry geometry, int channels, Storage input, Storage output);

    /// <summary>Writes all of inputGradient.</summary>
    public abstract BatchKernel AveragePoolGradient(WindowGeometry geometry, int channels, Storage outputGradient, Storage inputGradient);
}
