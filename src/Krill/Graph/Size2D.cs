namespace Krill;

/// <summary>
/// The height and width of a window or of its stride, in pixels. An integer stands for a square and a pair for (height, width):
/// <c>image.Conv2D(32, 3)</c>, <c>image.Conv2D(32, (1, 7))</c>.
/// </summary>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>A square.</summary>
    /// <param name="side">Its height and width.</param>
    public static implicit operator Size2D(int side) => new(side, side);

    /// <summary>A height and a width.</summary>
    /// <param name="size">The height, then the width.</param>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>A square; the same as the conversion.</summary>
    /// <param name="side">Its height and width.</param>
    public static Size2D FromInt32(int side) => side;

    /// <summary>A height and a width; the same as the conversion.</summary>
    /// <param name="size">The height, then the width.</param>
    public static Size2D FromValueTuple((int Height, int Width) size) => size;

    /// <summary>Height and width in parentheses: <c>(3, 3)</c>.</summary>
    public override string ToString() => $"({Height}, {Width})";
}
