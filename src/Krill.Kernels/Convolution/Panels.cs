namespace Krill.Kernels;

/// <summary>A few vectors of columns of a matrix, stored row behind row.</summary>
/// <param name="Column">The first column.</param>
/// <param name="Columns">Columns that exist; the rest of the last vector is zero.</param>
/// <param name="Vectors">Vectors in a row: 1, 2 or 4.</param>
/// <param name="Offset">Where the panel starts, in floats per row of the matrix: times the number of rows it is the place in memory.</param>
internal readonly record struct Panel(int Column, int Columns, int Vectors, int Offset);

/// <summary>The split of a matrix's columns into panels.</summary>
internal static class Panels
{
    /// <summary>The panels for a vector width: as wide as the registers allow, then narrower ones for the rest.</summary>
    public static Panel[] Split(int columns, int width)
    {
        // 32 registers of 512 bits hold 6 × 4 sums; the 16 of the narrower sets hold 6 × 2. There is no panel of three.
        int most = width == 16 ? 4 : 2;
        return Split(columns, width, left => left >= most ? most : left >= 2 ? 2 : 1);
    }

    /// <summary>Panels of up to so many vectors.</summary>
    public static Panel[] Split(int columns, int width, int most) => Split(columns, width, left => Math.Min(left, most));

    static Panel[] Split(int columns, int width, Func<int, int> choose)
    {
        var panels = new List<Panel>();
        int column = 0, offset = 0;
        while (column < columns)
        {
            int vectors = choose((columns - column + width - 1) / width);
            panels.Add(new Panel(column, Math.Min(columns - column, vectors * width), vectors, offset));
            column += vectors * width;
            offset += vectors * width;
        }

        return [.. panels];
    }

    /// <summary>The columns rounded up to whole vectors: floats in a row of all panels.</summary>
    public static int RowLength(int columns, int width) => (columns + width - 1) / width * width;
}
