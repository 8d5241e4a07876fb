using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class AugmentationTests
{
    static readonly ImageShape s_shape = new(4, 5, 3);

    [Theory]
    [InlineData(FillMode.Constant)]
    [InlineData(FillMode.Nearest)]
    [InlineData(FillMode.Reflect)]
    [InlineData(FillMode.Mirror)]
    [InlineData(FillMode.Wrap)]
    public void RandomTranslation_ManyImages_CutsTheSizeOutOfThePaddedImage(FillMode fill)
    {
        const int Most = 2;
        float[] image = Numbered();
        var augmentation = new RandomTranslation(Most, fill) { Constant = -7 };
        Dictionary<(int, int), int> counts = [];
        for (int index = 0; index < 5000; index++)
        {
            float[] moved = Apply(augmentation, image, seed: 1, epoch: 3, index);

            // Which of the 25 windows of the padded image it is; exactly one fits.
            (int, int)[] fits = [.. Shifts(Most).Where(shift => moved.SequenceEqual(Window(image, shift.Down, shift.Right, fill, -7)))];
            counts[Assert.Single(fits)] = counts.GetValueOrDefault(fits[0]) + 1;
        }

        // 200 each; four deviations of a binomial distribution.
        Assert.Equal(25, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 145, 255));
    }

    [Fact]
    public void RandomFlip_ManyImages_MirrorsHalfAnewInEveryEpoch()
    {
        float[] image = Numbered(), mirrored = Mirrored(image);
        bool[][] flips = [.. Enumerable.Range(0, 2).Select(epoch => Flips(new RandomFlip(), image, mirrored, epoch))];

        Assert.InRange(flips[0].Count(flip => flip), 880, 1120);
        Assert.InRange(flips[0].Zip(flips[1]).Count(pair => pair.First == pair.Second), 880, 1120);
    }

    [Fact]
    public void AlternatingFlip_Epochs_MirrorsHalfAndThenTheOtherHalf()
    {
        float[] image = Numbered(), mirrored = Mirrored(image);
        bool[][] flips = [.. Enumerable.Range(0, 4).Select(epoch => Flips(new AlternatingFlip(), image, mirrored, epoch))];

        Assert.InRange(flips[0].Count(flip => flip), 880, 1120);
        Assert.Equal(flips[0].Select(flip => !flip), flips[1]);
        Assert.Equal(flips[0], flips[2]);
        Assert.Equal(flips[1], flips[3]);
    }

    [Fact]
    public void AugmentedImage_Numbers_AreUniformAndIndependentOfSeedEpochIndexAndPlace()
    {
        double[] Draws(ulong seed, int place, int epoch, int draw) => [.. Enumerable.Range(0, 2000).Select(index =>
            new AugmentedImage(s_shape, [], []).For(seed, place, epoch, index).Uniform(draw))];
        double[] first = Draws(1, 0, 0, 0);

        Assert.Equal(first, Draws(1, 0, 0, 0));
        Assert.InRange(first.Average(), 0.5 - (4 * 0.2887 / 44.7), 0.5 + (4 * 0.2887 / 44.7));
        foreach (double[] other in (double[][])[Draws(2, 0, 0, 0), Draws(1, 1, 0, 0), Draws(1, 0, 1, 0), Draws(1, 0, 0, 1), [.. first.Skip(1), first[0]]])
        {
            double covariance = first.Zip(other).Average(pair => (pair.First - 0.5) * (pair.Second - 0.5));
            Assert.InRange(covariance * 12, -4 / 44.7, 4 / 44.7);
        }
    }

    [Fact]
    public void Loader_Augmentations_AreAppliedInOrderAndOnAnyNumberOfThreadsAlike()
    {
        ImageSet set = ImageSet.FromFloats([.. Enumerable.Range(0, 30 * 60).Select(i => (float)i)], new int[30], s_shape, ["a"]);
        ImageAugmentation[] augmentations = [new AlternatingFlip(), new RandomTranslation(1), new RandomFlip()];
        foreach (int epoch in (int[])[0, 1])
        {
            float[][] one = Read(set, augmentations, threads: 1, epoch);
            Assert.Equal(one, Read(set, augmentations, threads: 3, epoch));
            for (int index = 0; index < 30; index++)
            {
                float[] expected = new float[60];
                set.CopyImage(index, expected);
                for (int place = 0; place < augmentations.Length; place++)
                {
                    augmentations[place].Apply(new AugmentedImage(s_shape, expected, new float[60]).For(9, place, epoch, index));
                }

                Assert.Equal(expected, one[index]);
            }
        }
    }

    [Fact]
    public void Loader_TranslationOfImagesNotLarger_SaysSoBeforeItStarts()
    {
        var set = ImageSet.FromFloats(new float[60], [0], s_shape, ["a"]);
        var options = new LoaderOptions { BatchSize = 1, Augmentation = [new RandomFlip(), new RandomTranslation(4)] };

        var error = Assert.Throws<ArgumentException>(() => new Loader(set, options));

        Assert.Equal(
            "RandomTranslation: received a shift of up to 4 pixels and images of 4×5×3; expected fewer pixels than their sides have. Give a smaller shift, another "
            + "augmentation or larger images.",
            error.Message);
    }

    static float[][] Read(ImageSet set, ImageAugmentation[] augmentations, int threads, int epoch)
    {
        using var loader = new Loader(set, new LoaderOptions { BatchSize = 7, Seed = 9, Threads = threads, Augmentation = augmentations });
        loader.StartEpoch(epoch);
        List<float[]> images = [];
        while (loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                images.AddRange(Enumerable.Range(0, batch.Count).Select(i => batch.Images.Span.Slice(60 * i, 60).ToArray()));
            }
        }

        return [.. images];
    }

    static bool[] Flips(ImageAugmentation augmentation, float[] image, float[] mirrored, int epoch) => [.. Enumerable.Range(0, 2000).Select(index =>
    {
        float[] result = Apply(augmentation, image, seed: 5, epoch, index);
        Assert.True(result.SequenceEqual(image) || result.SequenceEqual(mirrored), "it is the image or its mirror image");
        return result.SequenceEqual(mirrored);
    })];

    static float[] Apply(ImageAugmentation augmentation, float[] image, ulong seed, int epoch, int index)
    {
        float[] pixels = [.. image];
        augmentation.Apply(new AugmentedImage(s_shape, pixels, new float[image.Length]).For(seed, place: 0, epoch, index));
        return pixels;
    }

    static float[] Numbered() => [.. Enumerable.Range(0, s_shape.Length).Select(i => (float)i)];

    static float[] Mirrored(float[] image) => [.. Enumerable.Range(0, image.Length).Select(i => image[(((i / 15 * 5) + (4 - (i / 3 % 5))) * 3) + (i % 3)])];

    static IEnumerable<(int Down, int Right)> Shifts(int most) =>
        Enumerable.Range(-most, (2 * most) + 1).SelectMany(down => Enumerable.Range(-most, (2 * most) + 1).Select(right => (down, right)));

    /// <summary>Pixel by pixel, by the definition of each mode.</summary>
    static float[] Window(float[] image, int down, int right, FillMode fill, float constant)
    {
        float[] window = new float[image.Length];
        for (int i = 0; i < image.Length; i++)
        {
            (double y, double x) = (KerasReference.Place((i / 15) - down, 4, fill), KerasReference.Place((i / 3 % 5) - right, 5, fill));
            window[i] = y < 0 || x < 0 ? constant : image[((((int)y * 5) + (int)x) * 3) + (i % 3)];
        }

        return window;
    }
}
