namespace Krill.EventFiles;

/// <summary>Histograms of TensorBoard's second version: buckets of one width from the least number to the greatest.</summary>
internal static class Histogram
{
    /// <summary>
    /// Counts numbers in buckets, the right edge of the last included. Where all are equal, every bucket is that number and the last has all of them. What is not finite
    /// is left out.
    /// </summary>
    /// <returns>A row a bucket: left edge, right edge, count.</returns>
    public static double[,] Of(ReadOnlySpan<float> values, int buckets)
    {
        double[,] rows = new double[buckets, 3];
        (double least, double greatest, int count) = Range(values);
        if (count == 0)
        {
            return rows;
        }

        double width = (greatest - least) / buckets;
        for (int i = 0; i < buckets; i++)
        {
            rows[i, 0] = least + (i * width);
            rows[i, 1] = i == buckets - 1 ? greatest : least + ((i + 1) * width);
        }

        if (width == 0)
        {
            rows[buckets - 1, 2] = count;
            return rows;
        }

        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                rows[Math.Min((int)((value - least) / width), buckets - 1), 2]++;
            }
        }

        return rows;
    }

    static (double Least, double Greatest, int Count) Range(ReadOnlySpan<float> values)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        int count = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
                count++;
            }
        }

        return (least, greatest, count);
    }
}
