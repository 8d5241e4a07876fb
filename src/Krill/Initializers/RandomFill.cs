namespace Krill.Initializers;

/// <summary>
/// The random numbers of initializers. Number i is a function of the seed and i alone, in double precision without vectors, so that a network starts with
/// the same bits whatever kernels are used.
/// </summary>
internal static class RandomFill
{
    /// <summary>The standard deviation that is left of a normal distribution of deviation 1 when it is cut at ±2.</summary>
    public const double TruncatedDeviation = 0.87962566103423978;

    const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>Numbers spread evenly over [minimum, maximum).</summary>
    public static void Uniform(Span<float> values, ulong seed, double minimum, double maximum)
    {
        ulong key = Mix(seed + GoldenRatio);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(minimum + ((maximum - minimum) * Unit(key, (ulong)i)));
        }
    }

    /// <summary>Normally distributed numbers; those farther from the mean than <paramref name="limit"/> deviations are drawn again.</summary>
    public static void Normal(Span<float> values, ulong seed, double mean, double deviation, double limit = double.PositiveInfinity)
    {
        ulong key = Mix(seed + GoldenRatio);
        for (int i = 0; i < values.Length; i++)
        {
            ulong draw = (ulong)i;
            double number = Normal(key, draw);
            while (Math.Abs(number) > limit)
            {
                // The next draws of an element lie beyond the first ones of all others.
                draw += 1UL << 32;
                number = Normal(key, draw);
            }

            values[i] = (float)(mean + (deviation * number));
        }
    }

    /// <summary>Box and Muller's transform of two uniform numbers; only the first of its pair is used, so that elements do not depend on their neighbours.</summary>
    static double Normal(ulong key, ulong draw) =>
        Math.Sqrt(-2 * Math.Log(1 - Unit(key, 2 * draw))) * Math.Cos(2 * Math.PI * Unit(key, (2 * draw) + 1));

    /// <summary>Uniform in [0, 1), of 53 bits.</summary>
    static double Unit(ulong key, ulong counter) => (Mix(key + (counter * GoldenRatio)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The output function of SplitMix64 (Steele, Lea and Flood 2014): every bit of the result depends on every bit of the argument.</summary>
    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
