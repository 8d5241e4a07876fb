namespace Krill.Images;

/// <summary>
/// Gives the rows of a coarser component the whole picture's length. Twice as many are interpolated, 3/4 of the nearer sample and 1/4 of the farther one, with
/// the roundings of libjpeg, whose pixels most programs show; other ratios repeat samples.
/// </summary>
/// <param name="component">The component.</param>
/// <param name="frame">The frame, which tells the ratios.</param>
internal sealed class JpegUpsampling(JpegComponent component, JpegFrame frame)
{
    // libjpeg interpolates along a row of three samples or more.
    const int LeastWidth = 3;

    readonly int[] _sums = new int[component.Width];
    readonly bool _doublesAcross = frame.Across == 2 * component.Across && component.Width >= LeastWidth;
    readonly bool _doublesDown = frame.Down == 2 * component.Down;

    /// <summary>Writes a row of the whole picture's height.</summary>
    /// <param name="y">Which.</param>
    /// <param name="line">As many samples as the picture has columns.</param>
    public void Row(int y, Span<byte> line)
    {
        if (_doublesDown && frame.Across == component.Across)
        {
            Between(y, line);
        }
        else if (_doublesAcross && _doublesDown)
        {
            Between(y);
            Double(line, 8, 7, 4);
        }
        else if (_doublesAcross && frame.Down == component.Down)
        {
            ReadOnlySpan<byte> row = component.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                _sums[x] = row[x];
            }

            Double(line, 1, 2, 2);
        }
        else
        {
            Repeat(y, line);
        }
    }

    /// <summary>The row above or below that a row of the doubled height is nearer to after its own.</summary>
    int Other(int y) => (y / 2) + (y % 2 == 0 ? -1 : 1);

    void Between(int y, Span<byte> line)
    {
        ReadOnlySpan<byte> near = component.Row(y / 2), far = component.Row(Other(y));
        int half = y % 2 == 0 ? 1 : 2;
        for (int x = 0; x < line.Length; x++)
        {
            line[x] = (byte)(((3 * near[x]) + far[x] + half) >> 2);
        }
    }

    void Between(int y)
    {
        ReadOnlySpan<byte> near = component.Row(y / 2), far = component.Row(Other(y));
        for (int x = 0; x < _sums.Length; x++)
        {
            _sums[x] = (3 * near[x]) + far[x];
        }
    }

    /// <summary>Doubles the sums' number; they and their interpolation are 2^<paramref name="shift"/> times samples.</summary>
    void Double(Span<byte> line, int halfLeft, int halfRight, int shift)
    {
        int last = _sums.Length - 1;
        for (int x = 0; x < line.Length; x++)
        {
            int near = x / 2;
            int far = Math.Clamp(near + (x % 2 == 0 ? -1 : 1), 0, last);
            line[x] = (byte)(((3 * _sums[near]) + _sums[far] + (x % 2 == 0 ? halfLeft : halfRight)) >> shift);
        }
    }

    void Repeat(int y, Span<byte> line)
    {
        ReadOnlySpan<byte> row = component.Row(y * component.Down / frame.Down);
        for (int x = 0; x < line.Length; x++)
        {
            line[x] = row[x * component.Across / frame.Across];
        }
    }
}
