using System.Globalization;

namespace Krill.Data;

/// <summary>One way to write a digit: the points that the pen passes, and which of them one smooth movement joins.</summary>
/// <remarks>
/// Written as text: points are <c>x,y</c> with y downwards and the digit about 1 high; <c>|</c> is a corner, where the next
/// movement starts at the point before; <c>;</c> lifts the pen.
/// </remarks>
internal sealed class Glyph
{
    public Glyph(string text)
    {
        List<float> x = [], y = [];
        List<int[]> movements = [];
        List<int> strokeEnds = [];
        foreach (string stroke in text.Split(';'))
        {
            foreach (string movement in stroke.Split('|'))
            {
                bool joins = movements.Count > (strokeEnds.Count == 0 ? 0 : strokeEnds[^1]);
                List<int> points = joins ? [x.Count - 1] : [];
                foreach (string point in movement.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    string[] pair = point.Split(',');
                    points.Add(x.Count);
                    x.Add(float.Parse(pair[0], CultureInfo.InvariantCulture));
                    y.Add(float.Parse(pair[1], CultureInfo.InvariantCulture));
                }

                movements.Add([.. points]);
            }

            strokeEnds.Add(movements.Count);
        }

        X = [.. x];
        Y = [.. y];
        Movements = [.. movements];
        StrokeEnds = [.. strokeEnds];
    }

    /// <summary>Across.</summary>
    public float[] X { get; }

    /// <summary>Downwards.</summary>
    public float[] Y { get; }

    /// <summary>The indices of the points of each smooth movement.</summary>
    public int[][] Movements { get; }

    /// <summary>For each stroke, the number of movements up to its end.</summary>
    public int[] StrokeEnds { get; }
}
