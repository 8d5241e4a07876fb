namespace Krill.Data;

public sealed partial class ImageSet
{
    /// <summary>The images as a training sees them in an epoch, in the order of the set: to look at, to train on as they are, or to test an augmentation.</summary>
    /// <remarks>
    /// <para>The bits are those that <see cref="Model.Fit"/> gives its network when it trains on this set with these <see cref="FitOptions.Augmentation"/> and this
    /// <see cref="FitOptions.Seed"/>, whatever the batches, the order and the threads: what is random follows from the seed, the epoch, the place of the image in
    /// this set and the place of the augmentation in the list.</para>
    /// <para>The copy holds the augmented pixels as floats, 4 bytes each, with <see cref="Rescale"/> 1, and has the normalization of this set, which follows
    /// them. Labels and names are the same.</para>
    /// </remarks>
    /// <param name="augmentations">What changes the images, in this order; none for a copy in floats.</param>
    /// <param name="seed">The key of the random numbers; 0 by default.</param>
    /// <param name="epoch">The number of the epoch, the first being 1, as in <see cref="EpochLogs.Epoch"/>; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is less than 1.</exception>
    /// <exception cref="ArgumentException">An augmentation is of whole batches, such as <see cref="Mixup"/>, or does not fit the images; or the copy would have more
    /// numbers than an array holds.</exception>
    public ImageSet Augmented(IReadOnlyList<Augmentation> augmentations, ulong seed = 0, int epoch = 1)
    {
        ArgumentNullException.ThrowIfNull(augmentations);
        Require.AtLeast(epoch, 1, "ImageSet.Augmented, epoch");
        foreach (Augmentation augmentation in augmentations)
        {
            ArgumentNullException.ThrowIfNull(augmentation, nameof(augmentations));
            if (augmentation is not ImageAugmentation)
            {
                throw new ArgumentException(
                    $"ImageSet.Augmented: received {augmentation.GetType().Name}, which changes whole batches and their targets; expected augmentations of single images, since an "
                    + "image of a set has one class and is in no batch. Leave it to FitOptions.Augmentation; ImageSet.WithMixtures mixes images ahead of training.",
                    nameof(augmentations));
            }
        }

        long length = (long)Count * _imageLength;
        if (length > Array.MaxLength)
        {
            throw new ArgumentException($"ImageSet.Augmented: received {Count} images of {Shape}; expected at most {Array.MaxLength / _imageLength} of them. Take fewer images.");
        }

        float[] pixels = new float[length];
        CopyAugmented(augmentations, seed, epoch, pixels);
        return new ImageSet([], pixels, _labels, Shape, ClassNames, White).WithSampleNormalization(SampleNormalization).WithNormalization(Normalization);
    }

    /// <summary>By the loader, so that the pixels are those of a training to the bit; it would normalize them, which is left to the copy.</summary>
    void CopyAugmented(IReadOnlyList<Augmentation> augmentations, ulong seed, int epoch, float[] pixels)
    {
        const int BatchSize = 32;
        int threads = Environment.ProcessorCount;
        using var loader = new Loader(WithSampleNormalization(null).WithNormalization(null), new LoaderOptions
        {
            BatchSize = Math.Min(BatchSize, Count),
            Seed = seed,
            Augmentation = augmentations,
            Threads = threads,
            Depth = threads + 1,
        });
        loader.StartEpoch(epoch - 1);
        Span<float> rest = pixels;
        while (loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                Span<float> images = batch.Images.Span[..(batch.Count * _imageLength)];
                images.CopyTo(rest);
                rest = rest[images.Length..];
            }
        }
    }
}
