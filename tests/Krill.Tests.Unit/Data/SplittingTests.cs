using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class SplittingTests
{
    /// <summary>A set whose image i is the one pixel i (modulo 256), with as many images of each class as said.</summary>
    static ImageSet Set(params int[] counts)
    {
        // The classes are mixed, so that a split that took the front would show.
        int[] labels = [.. counts.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        CounterRandom.Shuffle(CounterRandom.Key(3, 4), labels);
        return ImageSet.FromFloats([.. labels.Select((_, i) => (float)i)], labels, new ImageShape(1, 1, 1));
    }

    static int[] Numbers(ImageSet set)
    {
        var pixel = new float[1];
        return [.. Enumerable.Range(0, set.Count).Select(i =>
        {
            set.CopyImage(i, pixel);
            return (int)pixel[0];
        })];
    }

    static int[] Counts(ImageSet set) => [.. Enumerable.Range(0, set.Classes).Select(c => set.Labels.Count(c))];

    [Fact]
    public void Split_ThreeClasses_FollowsTheLargestRemainder()
    {
        DataSplit split = Set(6, 3, 2).Split(0.25, seed: 1);
        // n = 11, ⌈2.75⌉ = 3 for validation, 8 for training. Shares of 8: 4.36, 2.18, 1.45 → 4, 2, 1 and one more for 0.45.
        Assert.Equal([4, 2, 2], Counts(split.Train));
        Assert.Equal([2, 1, 0], Counts(split.Validation));
    }

    [Fact]
    public void Split_EqualRemainders_TheLowerClassComesFirst()
    {
        // n = 12, 5 for validation, 7 for training: 1.75 of each of four classes → 1 each, and one more for classes 0, 1, 2.
        DataSplit split = Set(3, 3, 3, 3).Split(5 / 12.0, seed: 9);
        Assert.Equal([2, 2, 2, 1], Counts(split.Train));
        Assert.Equal([1, 1, 1, 2], Counts(split.Validation));
    }

    [Fact]
    public void Shares_Mnist_AreScikitLearns()
    {
        // The classes of MNIST's 60,000 training images, and 54,000 of them in proportion: shares 5330.7, 6067.8, 5362.2,
        // 5517.9, 5257.8, 4878.9, 5326.2, 5638.5, 5265.9, 5354.1; the 6 still missing go to the .9, .8 and .7.
        int[] counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
        int[] shares = Splitting.Shares(counts, 54_000);
        Assert.Equal([5331, 6068, 5362, 5518, 5258, 4879, 5326, 5638, 5266, 5354], shares);
        Assert.Equal(54_000, shares.Sum());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.33)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Split_AnyFraction_PartsAreDisjointWholeAndProportional(double fraction)
    {
        int[] counts = [40, 25, 90, 7, 38];
        ImageSet set = Set(counts);
        DataSplit split = set.Split(fraction, seed: 5);
        int validation = (int)Math.Ceiling(200 * fraction);
        Assert.Equal(validation, split.Validation.Count);
        Assert.Equal(Enumerable.Range(0, 200), Numbers(split.Train).Concat(Numbers(split.Validation)).Order());
        Assert.Equal(Numbers(split.Train).Order(), Numbers(split.Train));
        for (int c = 0; c < counts.Length; c++)
        {
            Assert.InRange(Counts(split.Validation)[c] - counts[c] * (double)validation / 200, -1, 1);
        }
    }

    [Fact]
    public void Split_Seed_DecidesTheImages()
    {
        ImageSet set = Set(100, 100);
        Assert.Equal(Numbers(set.Split(0.3, 7).Validation), Numbers(set.Split(0.3, 7).Validation));
        Assert.NotEqual(Numbers(set.Split(0.3, 7).Validation), Numbers(set.Split(0.3, 8).Validation));
    }

    [Fact]
    public void Split_NotStratified_DrawsFromAll()
    {
        ImageSet set = Set(99, 1);
        DataSplit split = set.Split(0.25, seed: 2, stratify: false);
        Assert.Equal((75, 25), (split.Train.Count, split.Validation.Count));
        Assert.Equal(Enumerable.Range(0, 100), Numbers(split.Train).Concat(Numbers(split.Validation)).Order());
    }

    [Fact]
    public void Split_EveryImage_IsAboutAsOftenForValidation()
    {
        ImageSet set = Set(10, 10);
        var times = new int[20];
        for (ulong seed = 0; seed < 500; seed++)
        {
            foreach (int i in Numbers(set.Split(0.2, seed).Validation))
            {
                times[i]++;
            }
        }

        // 500 draws at 0.2: 100 expected, standard deviation 9.
        Assert.All(times, count => Assert.InRange(count, 55, 145));
    }

    // Keras 2, data_adapter.train_validation_split: split_at = floor(n · (1 - fraction)).
    [Theory]
    [InlineData(60000, 0.1, 54000)]
    [InlineData(60000, 0.2, 48000)]
    [InlineData(50000, 0.15, 42500)]
    [InlineData(11, 0.1, 9)]
    public void SplitLast_LikeKeras_TakesTheLastImages(int count, double fraction, int train)
    {
        DataSplit split = Set(count).SplitLast(fraction);
        Assert.Equal(Enumerable.Range(0, train), Numbers(split.Train));
        Assert.Equal(Enumerable.Range(train, count - train), Numbers(split.Validation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Split_FractionOutside_IsRefused(double fraction)
    {
        string expected = $"received the fraction {fraction}; expected one between 0 and 1, both excluded, for instance 0.1.";
        Assert.StartsWith($"ImageSet.Split: {expected}", Assert.Throws<ArgumentOutOfRangeException>(() => Set(5, 5).Split(fraction, 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"ImageSet.SplitLast: {expected}", Assert.Throws<ArgumentOutOfRangeException>(() => Set(5, 5).SplitLast(fraction)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_PartWouldBeEmpty_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Set(1).Split(0.5, 0));
        Assert.Equal(
            "ImageSet.Split: received 1 images and the fraction 0.5, which leaves 0 for training and 1 for validation; "
            + "expected at least one in each part. Choose another fraction or take more images.",
            error.Message);
    }

    [Fact]
    public void Split_ClassWithOneImage_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Set(5, 1).Split(0.5, 0));
        Assert.Equal(
            "ImageSet.Split: received one image of class 1 (1); expected at least two of each class, one for each part. "
            + "Add images of it, or split with stratify: false.",
            error.Message);
    }

    [Fact]
    public void Split_FewerImagesThanClasses_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Set(5, 5, 5).Split(0.1, 0));
        Assert.Equal(
            "ImageSet.Split: received 3 classes, and a part of 2 images; expected at least one image a class in each part. "
            + "Choose another fraction, or split with stratify: false.",
            error.Message);
    }
}
