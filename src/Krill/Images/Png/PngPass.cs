namespace Krill.Images;

/// <summary>A part of a PNG picture that is stored as a picture of its own: every so many pixels from a first one on.</summary>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Down">From a row to the next.</param>
/// <param name="Right">From a column to the next.</param>
/// <param name="Height">Rows of the part.</param>
/// <param name="Width">Columns of the part.</param>
internal readonly record struct PngPass(int Top, int Left, int Down, int Right, int Height, int Width)
{
    static readonly (int Top, int Left, int Down, int Right)[] s_adam7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)];

    public static PngPass Whole(PngHeader header) => new(0, 0, 1, 1, header.Height, header.Width);

    /// <summary>The seven passes of Adam7 (specification, section 8) without those that have no pixel.</summary>
    public static IEnumerable<PngPass> Adam7(PngHeader header) => s_adam7
        .Select(pass => new PngPass(
            pass.Top, pass.Left, pass.Down, pass.Right, Count(header.Height, pass.Top, pass.Down), Count(header.Width, pass.Left, pass.Right)))
        .Where(pass => pass.Height > 0 && pass.Width > 0);

    /// <summary>Puts a row of the part where it belongs in the picture.</summary>
    public void Place(ReadOnlySpan<byte> line, int row, int channels, Span<byte> picture, int width)
    {
        Span<byte> target = picture[(((((Top + (row * Down)) * width) + Left) * channels))..];
        if (Right == 1)
        {
            line.CopyTo(target);
            return;
        }

        for (int x = 0; x < Width; x++)
        {
            line.Slice(x * channels, channels).CopyTo(target[(x * Right * channels)..]);
        }
    }

    static int Count(int size, int first, int step) => (size - first + step - 1) / step;
}
