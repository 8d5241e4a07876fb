using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class MixupTests
{
    // Every image has a class of its own, so that its targets tell what it was mixed with, and by which share.
    [Fact]
    public void Mixup_RandomCases_MixesImagesAndTargetsInTheSameProportion()
    {
        var shares = new List<float>();
        for (int number = 0; number < 1000; number++)
        {
            var test = new RandomCase(number);
            (int count, int length) = (test.Below(12) + 1, test.Shape.Length);
            float[] before = [.. Enumerable.Range(0, count * length).Select(_ => (float)test.Between(-1, 1))], images = [.. before];
            float[] targets = [.. Enumerable.Range(0, count * count).Select(i => i / count == i % count ? 1f : 0)];
            new Mixup(test.Between(0.1, 2)).Apply(Batch(test.Shape, images, targets, count, number));

            var partners = new HashSet<int>();
            for (int i = 0; i < count; i++)
            {
                float[] row = targets[(i * count)..((i + 1) * count)];
                int[] mixed = [.. Enumerable.Range(0, count).Where(j => j != i && row[j] != 0)];
                Assert.Equal(1, row.Sum(), 6);
                Assert.InRange(mixed.Length, 0, 1);
                int partner = mixed.Length == 0 ? i : mixed[0];
                partners.Add(partner);
                shares.Add(row[i]);
                for (int k = 0; k < length; k++)
                {
                    double expected = ((double)row[i] * before[(i * length) + k]) + ((1 - (double)row[i]) * before[(partner * length) + k]);
                    Assert.Equal(expected, images[(i * length) + k], 5e-7);
                }
            }

            // A share of 0 or 1 hides a partner; otherwise every image is another's.
            Assert.True(partners.Count >= count - 2, $"{partners.Count} partners of {count}");
        }

        Assert.InRange(shares.Average(), 0.45, 0.65);
    }

    // E[xᵏ] = Π (α + r) / (2α + r) over r < k, within five standard errors.
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.50001)]
    [InlineData(1)]
    [InlineData(4.5)]
    [InlineData(300)]
    public void Beta_Moments_AreTheDistributions(double alpha)
    {
        const int Count = 100_000;
        double[] numbers = [.. Enumerable.Range(0, Count).Select(i => BetaDistribution.Symmetric(alpha, CounterRandom.Bits(1, (ulong)i)))];

        Assert.All(numbers, number => Assert.InRange(number, 0, 1));
        double moment = 1;
        var moments = new List<double> { 1 };
        for (int k = 0; k < 12; k++)
        {
            moment *= (alpha + k) / ((2 * alpha) + k);
            moments.Add(moment);
        }

        for (int k = 1; k <= 6; k++)
        {
            double error = 5 * Math.Sqrt((moments[2 * k] - (moments[k] * moments[k])) / Count);
            Assert.InRange(numbers.Average(number => Math.Pow(number, k)), moments[k] - error, moments[k] + error);
        }
    }

    // The distribution functions that have a closed form; Kolmogorov's distance of 100,000 numbers is below 1.95 / √n but once in a thousand times.
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void Beta_DistributionFunction_IsTheClosedForm(double alpha)
    {
        const int Count = 100_000;
        double[] numbers = [.. Enumerable.Range(0, Count).Select(i => BetaDistribution.Symmetric(alpha, CounterRandom.Bits(2, (ulong)i))).Order()];

        double distance = numbers.Select((x, i) => Math.Abs(((i + 0.5) / Count) - alpha switch
        {
            0.5 => 2 / Math.PI * Math.Asin(Math.Sqrt(x)),
            1 => x,
            _ => (3 * x * x) - (2 * x * x * x),
        })).Max();
        Assert.InRange(distance, 0, 1.95 / Math.Sqrt(Count));
    }

    [Fact]
    public void Loader_AugmentationsAroundMixup_AreAppliedInOrderAndOnAnyNumberOfThreadsAlike()
    {
        ImageSet set = ImageSet.FromFloats([.. Enumerable.Range(0, 30 * 12).Select(i => (float)i)], [.. Enumerable.Range(0, 30).Select(i => i % 3)], new ImageShape(2, 2, 3), ["a", "b", "c"])
            .WithNormalization(new ChannelNormalization([1, 2, 3], [2, 4, 8]));
        Augmentation[] augmentations = [Adding(1), new Mixup(0.4), Adding(100)];
        foreach (int epoch in (int[])[0, 1])
        {
            (float[] Images, float[] Targets)[] one = Read(set, augmentations, threads: 1, epoch);
            (float[] Images, float[] Targets)[] three = Read(set, augmentations, threads: 3, epoch);
            Assert.Equal(one.SelectMany(batch => batch.Images), three.SelectMany(batch => batch.Images));
            Assert.Equal(one.SelectMany(batch => batch.Targets), three.SelectMany(batch => batch.Targets));
            for (int number = 0; number < one.Length; number++)
            {
                int first = number * 8, count = Math.Min(8, 30 - first);
                float[] images = [.. Enumerable.Range(first * 12, count * 12).Select(i => i + 1f)], targets = new float[count * 3];
                for (int i = 0; i < count; i++)
                {
                    targets[(i * 3) + ((first + i) % 3)] = 1;
                }

                new Mixup(0.4).Apply(Batch(set.Shape, images, targets, count, number, first, place: 1, epoch));
                Assert.Equal(targets, one[number].Targets);
                Assert.All(one[number].Images.Select((value, i) => (value, i)), pair =>
                    Assert.Equal((images[pair.i] + 100 - ((pair.i % 3) + 1)) / (2 << (pair.i % 3)), pair.value, 1e-4));
            }
        }
    }

    static CustomAugmentation Adding(float amount) => new((in AugmentedImage image) =>
    {
        foreach (ref float pixel in image.Pixels)
        {
            pixel += amount;
        }
    });

    static AugmentedBatch Batch(ImageShape shape, float[] images, float[] targets, int count, int number, int first = 0, int place = 0, int epoch = 0) => new(
        shape, images, targets, Enumerable.Range(first, count).ToArray(),
        new BatchScratch(new float[shape.Length], new float[targets.Length / count], new int[count + 3]), new BatchPlace(9, place, epoch, number));

    static (float[] Images, float[] Targets)[] Read(ImageSet set, Augmentation[] augmentations, int threads, int epoch)
    {
        using var loader = new Loader(set, new LoaderOptions { BatchSize = 8, Seed = 9, Threads = threads, Augmentation = augmentations });
        loader.StartEpoch(epoch);
        var batches = new List<(float[], float[])>();
        while (loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                batches.Add((batch.Images.Span[..(batch.Count * 12)].ToArray(), batch.Targets.Span[..(batch.Count * 3)].ToArray()));
            }
        }

        return [.. batches];
    }
}
