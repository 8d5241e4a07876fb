using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Data;

public sealed class AugmentedTests
{
    const ulong Seed = 9;

    static readonly Augmentation[] s_augmentations =
    [
        new RandomAffine { Rotation = 20, Zoom = 0.2 }, new AlternatingFlip(), new RandomBrightness(0.5, 1.5), new RandomErasing { Probability = 0.5 },
        new CustomAugmentation((in AugmentedImage image) => image.Pixels[0] = image.White * (image.Epoch + 1)),
    ];

    // Bytes, each image of its own class, and 70 of them: two whole batches and a part of one.
    static readonly ImageSet s_set = ImageSet.FromBytes(
        [.. Enumerable.Range(0, 80 * 48).Select(i => (byte)((i * 37) % 256))], [.. Enumerable.Range(0, 80)], new ImageShape(4, 4, 3)).Subset([.. Enumerable.Range(5, 70)]);

    public static TheoryData<string> Sets => ["bytes", "0 to 255", "floats", "normalized", "mixtures"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Augmented_AnySet_HasTheBitsThatATrainingFeeds(string kind)
    {
        ImageSet set = Set(kind);
        foreach (int epoch in (int[])[1, 2])
        {
            ImageSet augmented = set.Augmented(s_augmentations, Seed, epoch);

            Assert.Equal((set.Count, set.Shape, set.White), (augmented.Count, augmented.Shape, augmented.White));
            Assert.Equal(set.Labels, augmented.Labels);
            Assert.Equal(set.ClassNames, augmented.ClassNames);
            Assert.Equal(Fed(set, epoch), Pixels(augmented));
        }
    }

    [Fact]
    public void Augmented_ACopy_TrainsToTheWeightsOfATrainingThatAugments()
    {
        ImageSet set = Set("normalized");

        Assert.Equal(Trained(set, s_augmentations), Trained(set.Augmented(s_augmentations, Seed), []));
        Assert.NotEqual(Trained(set, s_augmentations), Trained(set.Augmented(s_augmentations, Seed + 1), []));
    }

    [Fact]
    public void Augmented_ByNothing_IsTheSetInFloats()
    {
        ImageSet set = Set("normalized"), augmented = set.Augmented([]);

        Assert.Equal(Pixels(set), Pixels(augmented));
        Assert.Equal(Pixels(set.WithNormalization(null)), Pixels(augmented.WithNormalization(null)));
        Assert.Equal(1, augmented.Rescale);
    }

    [Fact]
    public void Augmented_OfBatches_IsRefused() => Assert.StartsWith(
        "ImageSet.Augmented: received Mixup, which changes whole batches and their targets; expected augmentations of single images, since an image of a set has one class and "
        + "is in no batch. Leave it to FitOptions.Augmentation; ImageSet.WithMixtures mixes images ahead of training.",
        Assert.Throws<ArgumentException>(() => s_set.Augmented([new RandomFlip(), new Mixup()])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Augmented_WhatDoesNotFit_IsRefused()
    {
        Assert.StartsWith("ImageSet.Augmented, epoch: ", Assert.Throws<ArgumentOutOfRangeException>(() => s_set.Augmented([], epoch: 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "RandomTranslation: received a shift of up to 4 pixels", Assert.Throws<ArgumentException>(() => s_set.Augmented([new RandomTranslation(4)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => s_set.Augmented([null!]));
    }

    static ImageSet Set(string kind) => kind switch
    {
        "bytes" => s_set,
        "0 to 255" => s_set.WithRescale(1),
        "floats" => ImageSet.FromFloats([.. Enumerable.Range(0, 70 * 48).Select(i => (i % 97) / 96f)], [.. Enumerable.Range(0, 70)], s_set.Shape).WithRescale(0.5f),
        "normalized" => s_set.WithSampleNormalization(new SampleNormalization()).WithNormalization(ChannelNormalization.Fit(s_set)),
        _ => s_set.WithMixtures(0.2, alpha: 1),
    };

    /// <summary>What steps are given, in the order of the set: shuffled where each image has a class of its own to know it by, as all but mixtures have.</summary>
    static float[] Fed(ImageSet set, int epoch)
    {
        bool shuffles = set.Labels.ToArray().Distinct().Count() == set.Count;
        float[] fed = new float[set.Count * 48];
        int next = 0;
        using var loader = new Loader(set, new LoaderOptions { BatchSize = 7, Shuffle = shuffles, Seed = Seed, Augmentation = s_augmentations, LeavesReading = true });
        loader.StartEpoch(epoch - 1);
        while (loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                for (int i = 0; i < batch.Count; i++, next++)
                {
                    int index = shuffles ? set.Labels.IndexOf(batch.Labels[i]) : next;
                    batch.Images.Span.Slice(48 * i, 48).CopyTo(fed.AsSpan(48 * index));
                }
            }
        }

        Assert.Equal(set.Count, next);
        return fed;
    }

    static float[] Trained(ImageSet set, Augmentation[] augmentations)
    {
        Symbol image = Symbol.Input(4, 4, 3);
        var model = new Model(image, image.Flatten().Dense(set.Classes).Softmax(), seed: 1);
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        model.Fit(set, new FitOptions { BatchSize = 10, Seed = Seed, Threads = 1, Augmentation = augmentations });
        return model.Parameters[0].Values.ToArray();
    }

    static float[] Pixels(ImageSet set)
    {
        float[] pixels = new float[set.Count * 48];
        for (int i = 0; i < set.Count; i++)
        {
            set.CopyImage(i, pixels.AsSpan(i * 48));
        }

        return pixels;
    }
}
