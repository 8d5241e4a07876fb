namespace Krill.Images;

/// <summary>
/// How one side of a picture takes another length: each new place is a weighted mean of old ones. A side that shrinks is averaged over the length that a new
/// pixel covers, parts of pixels included; one that grows is interpolated between the two nearest centres, and keeps its ends.
/// </summary>
internal sealed class AxisWeights
{
    readonly int[] _first;
    readonly float[][] _weights;

    /// <param name="start">The first old place that counts.</param>
    /// <param name="length">Old places that count, at least 1.</param>
    /// <param name="count">New places, at least 1.</param>
    public AxisWeights(int start, int length, int count)
    {
        _first = new int[count];
        _weights = new float[count][];
        for (int i = 0; i < count; i++)
        {
            (_first[i], _weights[i]) = count < length ? Averaged(i, length, count) : Interpolated(i, length, count);
            _first[i] += start;
        }
    }

    /// <summary>New places.</summary>
    public int Count => _first.Length;

    /// <summary>The first old place of a new one; its others follow.</summary>
    public int First(int place) => _first[place];

    /// <summary>The weights of the old places of a new one, whose sum is 1.</summary>
    public ReadOnlySpan<float> Weights(int place) => _weights[place];

    static (int First, float[] Weights) Averaged(int place, int length, int count)
    {
        double step = (double)length / count;
        double from = place * step, to = Math.Min((place + 1) * step, length);
        int first = (int)from;
        int behind = Math.Max(first + 1, (int)Math.Ceiling(to - 1e-9)); // no sliver that only rounding makes
        var weights = new float[behind - first];
        for (int k = first; k < behind; k++)
        {
            weights[k - first] = (float)((Math.Min(to, k + 1) - Math.Max(from, k)) / step);
        }

        return (first, weights);
    }

    static (int First, float[] Weights) Interpolated(int place, int length, int count)
    {
        double centre = Math.Clamp(((place + 0.5) * length / count) - 0.5, 0, length - 1);
        int first = (int)centre;
        float share = (float)(centre - first);
        return (first, share == 0 ? [1] : [1 - share, share]);
    }
}
