using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class CounterRandomTests
{
    // SplitMix64 of seed 0 begins with these (Vigna's splitmix64.c); a key of 0 is that seed.
    [Fact]
    public void Bits_KeyZero_AreSplitMixOfSeedZero()
    {
        Assert.Equal(0xE220A8397B1DCDAFUL, CounterRandom.Bits(0, 0));
        Assert.Equal(0x6E789E6AA1B965F4UL, CounterRandom.Bits(0, 1));
        Assert.Equal(0x06C45D188009454FUL, CounterRandom.Bits(0, 2));
    }

    [Fact]
    public void Key_SeedsAndStreams_AllDiffer()
    {
        var keys = new HashSet<ulong>();
        for (ulong seed = 0; seed < 100; seed++)
        {
            for (ulong stream = 0; stream < 100; stream++)
            {
                keys.Add(CounterRandom.Key(seed, stream));
            }
        }

        Assert.Equal(10_000, keys.Count);
    }

    [Fact]
    public void Below_SmallBound_IsUniform()
    {
        var counts = new int[7];
        for (ulong i = 0; i < 70_000; i++)
        {
            counts[CounterRandom.Below(12345, i, 7)]++;
        }

        // 10,000 expected, standard deviation 93.
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Permutation_ThreeValues_EveryOrderIsAsLikely()
    {
        var counts = new Dictionary<string, int>();
        var order = new int[3];
        for (ulong key = 0; key < 6_000; key++)
        {
            CounterRandom.Permutation(CounterRandom.Key(key, 1), order);
            string name = string.Join(' ', order);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1_150)); // standard deviation 29
    }

    [Fact]
    public void Bell_ManyDraws_HasMeanZeroAndDeviationOne()
    {
        var random = new RandomStream(1, 2);
        double sum = 0, squares = 0;
        for (int i = 0; i < 100_000; i++)
        {
            float value = random.Bell();
            Assert.InRange(value, -3.4642f, 3.4642f);
            sum += value;
            squares += value * value;
        }

        Assert.Equal(0, sum / 100_000, 0.015);
        Assert.Equal(1, squares / 100_000, 0.02);
    }

    [Fact]
    public void Uniform_ManyDraws_StaysInItsRange()
    {
        var random = new RandomStream(3, 4);
        double sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            float value = random.Uniform(-2, 6);
            Assert.InRange(value, -2f, 6f);
            sum += value;
        }

        Assert.Equal(2, sum / 100_000, 0.05);
    }
}
