namespace Krill.Data;

/// <summary>A batch that a <see cref="BatchAugmentation"/> changes.</summary>
public readonly ref struct AugmentedBatch
{
    // "BATCH"; room for the place in the low bits.
    const ulong Stream = 0x424154434800;

    readonly Span<float> _pixels;
    readonly Span<float> _targets;
    readonly ReadOnlySpan<int> _indices;
    readonly Span<int> _order;
    readonly ulong _seed;
    readonly int _place;
    readonly ulong _key;

    internal AugmentedBatch(ImageShape shape, Span<float> pixels, Span<float> targets, ReadOnlySpan<int> indices, BatchScratch scratch, BatchPlace place)
    {
        Shape = shape;
        Classes = targets.Length / indices.Length;
        Epoch = place.Epoch;
        ImageScratch = scratch.Image;
        TargetScratch = scratch.Target;
        _pixels = pixels;
        _targets = targets;
        _indices = indices;
        _order = scratch.Order.AsSpan(0, indices.Length);
        _seed = place.Seed;
        _place = place.Place;
        _key = CounterRandom.Bits(CounterRandom.Key(place.Seed, Stream + (ulong)place.Place), ((ulong)place.Epoch << 32) | (uint)place.Number);
    }

    /// <summary>Images in the batch, at least 1: the last of an epoch may have fewer than the others.</summary>
    public int Count => _indices.Length;

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Epochs that were done before the one at hand: 0 in the first.</summary>
    public int Epoch { get; }

    /// <summary>Room for an image, contents undefined.</summary>
    public Span<float> ImageScratch { get; }

    /// <summary>Room for the targets of an image, contents undefined.</summary>
    public Span<float> TargetScratch { get; }

    /// <summary>The pixels of an image, to change: height × width × channels.</summary>
    /// <param name="image">0 to <see cref="Count"/> - 1.</param>
    public Span<float> Pixels(int image) => _pixels.Slice(image * Shape.Length, Shape.Length);

    /// <summary>What the network should say of an image, to change: a share for each class, 1 for its own and 0 for the others at first.</summary>
    /// <param name="image">0 to <see cref="Count"/> - 1.</param>
    public Span<float> Targets(int image) => _targets.Slice(image * Classes, Classes);

    /// <summary>A random number of an image, epoch and augmentation, uniform in [0, 1).</summary>
    /// <param name="image">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">Which number: the same draw gives the same number, other draws independent ones.</param>
    public double Uniform(int image, int draw) => CounterRandom.Uniform(KeyOf(image), (ulong)draw);

    /// <summary>A random integer of the batch, epoch and augmentation, uniform in 0 to bound - 1.</summary>
    /// <param name="draw">Which number: the same draw gives the same number, other draws independent ones.</param>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public int Below(int draw, int bound) => CounterRandom.Below(_key, (ulong)draw, Require.Positive(bound, nameof(AugmentedBatch), "bound", nameof(bound)));

    /// <summary>The integers 0 to <see cref="Count"/> - 1 in a random order, all orders equally likely.</summary>
    /// <param name="draw">Which order: the same draw gives the same order, other draws independent ones.</param>
    /// <returns>Memory of the batch, to change at will; the next call writes over it.</returns>
    public Span<int> RandomOrder(int draw)
    {
        CounterRandom.Permutation(CounterRandom.Bits(_key, ~(ulong)draw), _order);
        return _order;
    }

    /// <summary>The key of an image's numbers: those that an <see cref="ImageAugmentation"/> at this place would have.</summary>
    internal ulong KeyOf(int image) => AugmentedImage.KeyOf(_seed, _place, Epoch, _indices[image]);
}

/// <summary>Room to work in, made once for each batch of a loader.</summary>
internal sealed record BatchScratch(float[] Image, float[] Target, int[] Order);

/// <summary>What the random numbers of a batch follow from.</summary>
/// <param name="Seed">The seed of the training.</param>
/// <param name="Place">The place of the augmentation among the others.</param>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Number">The batch of the epoch, from 0.</param>
internal readonly record struct BatchPlace(ulong Seed, int Place, int Epoch, int Number);
