using Krill.Kernels;

namespace Krill.Data;

/// <summary>Images and targets of one step. Its memory belongs to a <see cref="Loader"/>, which fills it anew once released.</summary>
internal sealed class Batch : IImageSource, IDisposable
{
    readonly Loader _loader;
    readonly ImageSet _set;
    readonly int[] _indices;
    readonly int[] _labels;
    readonly BatchScratch _scratch;

    /// <param name="loader">Whose slot it is.</param>
    /// <param name="set">The images.</param>
    /// <param name="size">The most images.</param>
    /// <param name="holdsPixels">Whether pixels are copied in; otherwise <see cref="Read"/> finds them in the set.</param>
    internal Batch(Loader loader, ImageSet set, int size, bool holdsPixels)
    {
        _loader = loader;
        _set = set;
        _indices = holdsPixels ? [] : new int[size];
        _labels = new int[size];
        _scratch = new BatchScratch(new float[set.Shape.Length], new float[set.Classes], new int[size]);
        Images = new PinnedMemory(holdsPixels ? (long)size * set.Shape.Length : 0);
        Targets = new PinnedMemory((long)size * set.Classes);
    }

    /// <summary>The pixels: count × height × width × channels. What lies behind the last image is undefined; empty when they are left for <see cref="Read"/>.</summary>
    public PinnedMemory Images { get; }

    /// <summary>The images for a step.</summary>
    public BatchImages Input => _indices.Length > 0 ? BatchImages.From(this) : Images;

    /// <summary>The classes, one-hot unless an augmentation mixes images: count × classes. What lies behind the last image is undefined.</summary>
    public PinnedMemory Targets { get; }

    /// <summary>Images in the batch: the batch size, fewer only in the last batch of an epoch.</summary>
    public int Count { get; private set; }

    /// <summary>The class of each image, as in the set.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>Where the slot stands in the ring; guarded by the loader's lock.</summary>
    internal BatchState State { get; set; }

    /// <inheritdoc/>
    public void Read(int first, Span<float> pixels)
    {
        int imageLength = _set.Shape.Length;
        for (int image = first; !pixels.IsEmpty; image++)
        {
            Prefetch(image);
            _set.CopyImage(_indices[image], pixels[..imageLength]);
            pixels = pixels[imageLength..];
        }
    }

    /// <inheritdoc/>
    public float? ReadBytes(int first, Span<byte> bytes)
    {
        if (!_set.IsScaledBytes)
        {
            return null;
        }

        int imageLength = _set.Shape.Length;
        for (int image = first; !bytes.IsEmpty; image++)
        {
            Prefetch(image);
            _set.StoredBytes(_indices[image]).CopyTo(bytes);
            bytes = bytes[imageLength..];
        }

        return _set.Rescale;
    }

    /// <summary>Gives the memory back to the loader. Only the first call counts.</summary>
    public void Release() => _loader.Release(this);

    /// <inheritdoc cref="Release"/>
    public void Dispose() => Release();

    /// <summary>Puts images of the set into the batch, augmented, and their classes. Stops early, with rubbish behind, once cancelled.</summary>
    /// <param name="indices">Which images.</param>
    /// <param name="options">The augmentations and their seed.</param>
    /// <param name="place">The epoch, and the batch in it; both from 0.</param>
    /// <param name="cancelled">Becomes true, on another thread, when the batch is not wanted any more.</param>
    internal void Fill(ReadOnlySpan<int> indices, LoaderOptions options, (int Epoch, int Number) place, ref readonly bool cancelled)
    {
        Span<float> targets = Targets.Span[..(indices.Length * _set.Classes)];
        targets.Clear();
        for (int i = 0; i < indices.Length && _set.HasLabels; i++)
        {
            _labels[i] = _set.Label(indices[i]);
            targets[(i * _set.Classes) + _labels[i]] = 1;
        }

        Count = indices.Length;
        if (_indices.Length > 0)
        {
            indices.CopyTo(_indices);
        }
        else
        {
            CopyImages(indices, targets, options, place, in cancelled);
        }
    }

    /// <summary>Asks for an image soon to be read: shuffled images lie anywhere in memory.</summary>
    void Prefetch(int before)
    {
        const int Ahead = 2;
        if (before + Ahead < Count)
        {
            _set.Prefetch(_indices[before + Ahead]);
        }
    }

    void CopyImages(ReadOnlySpan<int> indices, Span<float> targets, LoaderOptions options, (int Epoch, int Number) place, ref readonly bool cancelled)
    {
        int imageLength = _set.Shape.Length;
        Span<float> images = Images.Span[..(indices.Length * imageLength)];

        // An image goes through what is for single images while it is in the nearest cache; what is for batches waits for all of them.
        for (int first = 0, end; first <= options.Augmentation.Count; first = end + 1)
        {
            end = EndOfRun(options.Augmentation, first);
            for (int i = 0; i < indices.Length && !Volatile.Read(in cancelled); i++)
            {
                Span<float> pixels = images.Slice(i * imageLength, imageLength);
                if (first == 0)
                {
                    _set.CopyPixels(indices[i], pixels);
                }

                ChangeImage(pixels, _set.Shape, options, (first, end), (place.Epoch, indices[i]));
                if (end == options.Augmentation.Count)
                {
                    _set.Normalize(pixels);
                }
            }

            if (end < options.Augmentation.Count && !Volatile.Read(in cancelled))
            {
                var augmentation = (BatchAugmentation)options.Augmentation[end];
                augmentation.Apply(new AugmentedBatch(
                    _set.Shape, images, targets, indices, _scratch, new BatchPlace(options.Seed, end, place.Epoch, place.Number)));
            }
        }
    }

    void ChangeImage(Span<float> pixels, ImageShape shape, LoaderOptions options, (int First, int End) places, (int Epoch, int Index) of)
    {
        var image = new AugmentedImage(shape, pixels, _scratch.Image, _set.White);
        for (int place = places.First; place < places.End; place++)
        {
            ((ImageAugmentation)options.Augmentation[place]).Apply(image.For(options.Seed, place, of.Epoch, of.Index));
        }
    }

    /// <summary>The next augmentation of whole batches, or the number of all.</summary>
    static int EndOfRun(IReadOnlyList<Augmentation> augmentations, int first)
    {
        int end = first;
        while (end < augmentations.Count && augmentations[end] is ImageAugmentation)
        {
            end++;
        }

        return end;
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
