namespace Krill.Testing;

/// <summary>Numbers to test with: the same on every run, from a small generator of their own (SplitMix64).</summary>
internal static class TestValues
{
    /// <summary>NaN, infinities, zeros, subnormals, the greatest and the smallest, and ordinary neighbours.</summary>
    public static ReadOnlySpan<float> Special =>
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, 1e-40f, -1e-40f, 1.17549435e-38f, -1.17549435e-38f, float.MaxValue,
        float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.5f, -0.5f, 1e-20f, -1e20f, 88.7f, -87.4f, 104f, -104f,
    ];

    /// <summary>Uniform in [low, high).</summary>
    public static float[] Uniform(int length, ulong seed, float low = -2, float high = 2)
    {
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)(low + (high - (double)low) * ((SplitMix(ref seed) >> 11) * (1.0 / (1L << 53))));
        }

        return values;
    }

    /// <summary>Lengths that cross every vector width several times.</summary>
    public static IEnumerable<int> Lengths => Enumerable.Range(0, 258);

    static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
