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

    /// <summary>Whether some element of the image may be in two windows.</summary>
    public bool Overlaps => StrideY < WindowHeight || StrideX < WindowWidth;

    /// <summary>Whether every element of the image is in exactly one window, and no window has padding.</summary>
    public bool Tiles =>
        StrideY == WindowHeight && StrideX == WindowWidth && PadTop == 0 && PadLeft == 0
        && OutputHeight * StrideY == InputHeight && OutputWidth * StrideX == InputWidth;

    /// <summary>The rows of the image that the windows of an output row see, without the padding.</summary>
    public (int First, int End) Rows(int outputRow)
    {
        int first = outputRow * StrideY - PadTop;
        return (Math.Max(first, 0), Math.Min(first + WindowHeight, InputHeight));
    }

    /// <summary>The columns of the image that the windows of an output column see, without the padding.</summary>
    public (int First, int End) Columns(int outputColumn)
    {
        int first = outputColumn * StrideX - PadLeft;
        return (Math.Max(first, 0), Math.Min(first + WindowWidth, InputWidth));
    }

    /// <summary>The operands must be images of these sizes, and every window see at least one element: the kernels start with it.</summary>
    public void RequireOperands(int channels, Storage input, Storage output)
    {
        Operands.RequireLength(input, InputHeight * InputWidth * channels);
        Operands.RequireLength(output, OutputHeight * OutputWidth * channels);

        // Windows move monotonically, so the first and the last tell.
        bool inside = OutputHeight > 0 && OutputWidth > 0 && StrideY > 0 && StrideX > 0 && PadTop >= 0 && PadLeft >= 0
            && IsSome(Rows(0)) && IsSome(Rows(OutputHeight - 1)) && IsSome(Columns(0)) && IsSome(Columns(OutputWidth - 1));
        if (!inside)
        {
            throw new ArgumentException($"Pooling: received {this}; expected every window to hold an element of the image.");
        }
    }

    static bool IsSome((int First, int End) range) => range.First < range.End;
}
