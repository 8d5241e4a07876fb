namespace Krill.Data;

/// <summary>Draws the numbers of one stream of <see cref="CounterRandom"/> one after the other.</summary>
/// <remarks>
/// Made of additions, products and shifts alone, so that no mathematical library can round it differently.
/// </remarks>
internal struct RandomStream(ulong seed, ulong stream)
{
    readonly ulong _key = CounterRandom.Key(seed, stream);
    ulong _index;

    /// <summary>An integer from 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => CounterRandom.Below(_key, _index++, bound);

    /// <summary>Uniform in [0, 1).</summary>
    public float Uniform() => (CounterRandom.Bits(_key, _index++) >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [low, high).</summary>
    public float Uniform(float low, float high) => low + (high - low) * Uniform();

    /// <summary>
    /// Bell-shaped with mean 0 and standard deviation 1, never beyond ±3.47: the sum of four uniform numbers, scaled.
    /// </summary>
    public float Bell()
    {
        ulong bits = CounterRandom.Bits(_key, _index++);
        int sum = (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);
        // Four uniform numbers of [0, 1) have mean 2 and variance 4 / 12.
        return (sum * (1f / 65536) - 2) * 1.7320508f;
    }
}
