namespace Krill.Kernels;

/// <summary>How to run over pixels of few channels in full vectors.</summary>
/// <remarks>
/// The floats of a batch repeat their channels, so a vector may hold several pixels, or parts of two: after a period, which both
/// the channels and the vector divide, every lane has its first channel again. A kernel repeats its values per channel over one
/// period and then goes through the batch period by period; only the end of the batch needs single floats. 3 channels in
/// vectors of 16 make a period of 48, taken twice here to give the loop inside something to do.
/// Where the period would be long (many channels, odd in number) it is just the channels, and every pixel ends in single floats.
/// </remarks>
internal static class ChannelPeriod
{
    // Some kernels hold four tables of a period, which should stay in the nearest caches.
    const int Longest = 2048;

    const int LeastVectors = 4;

    /// <summary>Floats in a period: a multiple of <paramref name="channels"/>.</summary>
    public static int Length(int channels, int width)
    {
        int common = channels / GreatestCommonDivisor(channels, width) * width;
        if (common > Longest)
        {
            return channels;
        }

        int times = (LeastVectors * width + common - 1) / common;
        return common * times;
    }

    /// <summary>Repeats the first <paramref name="channels"/> floats behind themselves up to <paramref name="length"/>, a multiple of them.</summary>
    public static unsafe void Repeat(float* values, int channels, int length)
    {
        for (int done = channels; done < length;)
        {
            // Twice as much each time: the doubled run is again a run of whole repetitions.
            int more = Math.Min(done, length - done);
            ShortRuns.Copy(values, values + done, more);
            done += more;
        }
    }

    public static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
