using Krill.Kernels;

namespace Krill.Data;

/// <summary>Images and targets of one step. Its memory belongs to a <see cref="Loader"/>, which fills it anew once released.</summary>
internal sealed class Batch : IDisposable
{
    readonly Loader _loader;
    readonly int[] _labels;
    readonly float[] _scratch;

    internal Batch(Loader loader, ImageSet set, int size)
    {
        _loader = loader;
        _labels = new int[size];
        _scratch = new float[set.Shape.Length];
        Images = new PinnedMemory((long)size * set.Shape.Length);
        Targets = new PinnedMemory((long)size * set.Classes);
    }

    /// <summary>The pixels: count × height × width × channels. What lies behind the last image is undefined.</summary>
    public PinnedMemory Images { get; }

    /// <summary>The classes, one-hot: count × classes. What lies behind the last image is undefined.</summary>
    public PinnedMemory Targets { get; }

    /// <summary>Images in the batch: the batch size, fewer only in the last batch of an epoch.</summary>
    public int Count { get; private set; }

    /// <summary>The class of each image.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>Where the slot stands in the ring; guarded by the loader's lock.</summary>
    internal BatchState State { get; set; }

    /// <summary>Gives the memory back to the loader. Only the first call counts.</summary>
    public void Release() => _loader.Release(this);

    /// <inheritdoc cref="Release"/>
    public void Dispose() => Release();

    /// <summary>Copies images of a set into the batch, augmented, and their classes. Stops early, with rubbish behind, once cancelled.</summary>
    internal void Fill(ImageSet set, ReadOnlySpan<int> indices, LoaderOptions options, int epoch, ref readonly bool cancelled)
    {
        int imageLength = set.Shape.Length, classes = set.Classes;
        Span<float> images = Images.Span, targets = Targets.Span[..(indices.Length * classes)];
        targets.Clear();
        for (int i = 0; i < indices.Length && !Volatile.Read(in cancelled); i++)
        {
            Span<float> pixels = images.Slice(i * imageLength, imageLength);
            set.CopyImage(indices[i], pixels);
            var image = new AugmentedImage(set.Shape, pixels, _scratch);
            for (int place = 0; place < options.Augmentation.Count; place++)
            {
                options.Augmentation[place].Apply(image.For(options.Seed, place, epoch, indices[i]));
            }

            int label = set.Label(indices[i]);
            _labels[i] = label;
            targets[i * classes + label] = 1;
        }

        Count = indices.Length;
    }
}

/// <summary>What is going on in a slot of the ring.</summary>
internal enum BatchState
{
    /// <summary>A producer may fill it.</summary>
    Free,

    /// <summary>A producer is filling it.</summary>
    Filling,

    /// <summary>The consumer may take it.</summary>
    Ready,

    /// <summary>The consumer works with it.</summary>
    Taken,
}
