namespace Krill.Data;

/// <summary>
/// Random numbers without a state: the number at (seed, stream, index) is a function of these three, so any thread can
/// draw any number in any order and all runs agree to the bit.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, 2014) started at a key: its output function is a bijection that mixes all 64 bits,
/// and its state is a counter by design.
/// </remarks>
internal static class CounterRandom
{
    const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The key of a stream of numbers.</summary>
    public static ulong Key(ulong seed, ulong stream) => Mix(Mix(seed + GoldenGamma) ^ (stream * 0xD1342543DE82EF95 + GoldenGamma));

    /// <summary>The number at a place in a stream: 64 uniform bits.</summary>
    public static ulong Bits(ulong key, ulong index) => Mix(key + (index + 1) * GoldenGamma);

    /// <summary>A number in [0, 1), one of 2⁵³ equally likely ones.</summary>
    public static double Uniform(ulong key, ulong index) => (Bits(key, index) >> 11) * (1.0 / (1L << 53));

    /// <summary>An integer from 0 to <paramref name="bound"/> - 1; uniform to within bound / 2⁶⁴.</summary>
    public static int Below(ulong key, ulong index, int bound) => (int)Math.BigMul(Bits(key, index), (ulong)bound, out _);

    /// <summary>Puts the integers 0 to length - 1 into random order (Fisher-Yates).</summary>
    public static void Permutation(ulong key, Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Shuffle(key, order);
    }

    /// <summary>Puts values into random order (Fisher-Yates).</summary>
    public static void Shuffle(ulong key, Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int other = Below(key, (ulong)i, i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
