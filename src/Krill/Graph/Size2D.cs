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

    /// <summary>This, when both are at least 1.</summary>
    /// <param name="owner">What the error says where it is: the class.</param>
    /// <param name="what">What the error calls it: "kernel size".</param>
    /// <param name="parameter">The name of the argument.</param>
    /// <exception cref="ArgumentOutOfRangeException">Height or width is less than 1.</exception>
    internal Size2D RequirePositive(string owner, string what, string parameter) => Height >= 1 && Width >= 1
        ? this
        : throw new ArgumentOutOfRangeException(parameter, this, $"{owner}: received the {what} {this}; expected height and width of at least 1.");
}
