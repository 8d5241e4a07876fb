namespace Krill.Kernels;

/// <summary>
/// Fills spans with random numbers, for initial weights: functions of (seed, stream, element) alone, the same for every
/// kernel set. Every draw for element j takes word j % 4 of counter (j / 4, attempt). One float at a time, as it is done once.
/// </summary>
internal static class RandomFill
{
    /// <summary>Uniform between low and high.</summary>
    public static void Uniform(Span<float> values, ulong seed, int stream, float low, float high)
    {
        Span<float> draws = stackalloc float[4];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % 4 == 0)
            {
                Draw(draws, seed, stream, i / 4, 0);
            }

            values[i] = low + (high - low) * RandomNumbers.Uniform<float, SimdScalar>(draws[i % 4]);
        }
    }

    /// <summary>Normal.</summary>
    public static void Normal(Span<float> values, ulong seed, int stream, float mean, float deviation)
    {
        Span<float> draws = stackalloc float[4];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % 4 == 0)
            {
                DrawNormal(draws, seed, stream, i / 4, 0);
            }

            values[i] = mean + deviation * draws[i % 4];
        }
    }

    /// <summary>Normal, but drawn again where more than two deviations from the mean, as Keras does. (So the deviation of the numbers is 0.8796 of the one given.)</summary>
    public static void TruncatedNormal(Span<float> values, ulong seed, int stream, float mean, float deviation)
    {
        Span<float> draws = stackalloc float[4], again = stackalloc float[4];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % 4 == 0)
            {
                DrawNormal(draws, seed, stream, i / 4, 0);
            }

            float draw = draws[i % 4];
            for (int attempt = 1; Math.Abs(draw) > 2; attempt++)
            {
                DrawNormal(again, seed, stream, i / 4, attempt);
                draw = again[i % 4];
            }

            values[i] = mean + deviation * draw;
        }
    }

    static void DrawNormal(Span<float> draws, ulong seed, int stream, int block, int attempt)
    {
        Draw(draws, seed, stream, block, attempt);
        RandomNumbers.Normal<float, SimdScalar>(ref draws[0], ref draws[1]);
        RandomNumbers.Normal<float, SimdScalar>(ref draws[2], ref draws[3]);
    }

    /// <summary>Four words of random bits, in the bits of floats.</summary>
    static void Draw(Span<float> bits, ulong seed, int stream, int block, int attempt)
    {
        bits[0] = BitConverter.Int32BitsToSingle(block);
        bits[1] = BitConverter.Int32BitsToSingle(attempt);
        bits[2] = 0;
        bits[3] = BitConverter.Int32BitsToSingle((int)RandomPurpose.Fill);
        var key = new RandomKey((int)seed, (int)(seed >> 32), stream, 0);
        Threefry.Encrypt<float, SimdScalar>(key, Threefry.Rounds, ref bits[0], ref bits[1], ref bits[2], ref bits[3]);
    }
}
