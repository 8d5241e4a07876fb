namespace Krill.Data;

/// <summary>An image that an <see cref="ImageAugmentation"/> changes.</summary>
public readonly ref struct AugmentedImage
{
    // "AUGMENT"; the numbers of an image's own, which are the same in every epoch, come from another stream.
    const ulong Stream = 0x4155474D454E5400;
    const ulong OwnStream = 0x4155474D4F574E00;

    readonly ulong _key;
    readonly ulong _ownKey;

    internal AugmentedImage(ImageShape shape, Span<float> pixels, Span<float> scratch, float white = 1)
    {
        Shape = shape;
        Pixels = pixels;
        Scratch = scratch;
        White = white;
    }

    AugmentedImage(AugmentedImage image, ulong key, ulong ownKey, int epoch)
        : this(image.Shape, image.Pixels, image.Scratch, image.White)
    {
        _key = key;
        _ownKey = ownKey;
        Epoch = epoch;
    }

    /// <summary>The shape of the image.</summary>
    public ImageShape Shape { get; }

    /// <summary>The pixels to change: height × width × channels.</summary>
    public Span<float> Pixels { get; }

    /// <summary>Room for another image, contents undefined.</summary>
    public Span<float> Scratch { get; }

    /// <summary>What white is in the unit of the pixels, black being 0: of bytes 255 times <see cref="ImageSet.Rescale"/>, of floats 1 times it.</summary>
    public float White { get; }

    /// <summary>Epochs that were done before the one at hand: 0 in the first.</summary>
    public int Epoch { get; }

    /// <summary>A random integer of this image, epoch and augmentation, uniform in 0 to bound - 1.</summary>
    /// <param name="draw">Which number: the same draw gives the same number, other draws independent ones.</param>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public int Below(int draw, int bound) => CounterRandom.Below(_key, (ulong)draw, Require.Positive(bound, nameof(AugmentedImage), "bound", nameof(bound)));

    /// <summary>A random number of this image, epoch and augmentation, uniform in [0, 1).</summary>
    /// <param name="draw">Which number: the same draw gives the same number, other draws independent ones.</param>
    public double Uniform(int draw) => CounterRandom.Uniform(_key, (ulong)draw);

    /// <summary>A random number of this image, epoch and augmentation, uniform in [lower, upper).</summary>
    /// <param name="draw">Which number: the same draw gives the same number, other draws independent ones.</param>
    /// <param name="lower">The least.</param>
    /// <param name="upper">What it is less than; the number is the least where both are equal.</param>
    public double Uniform(int draw, double lower, double upper) => lower + ((upper - lower) * Uniform(draw));

    /// <summary>A random number of this image and augmentation that is the same in every epoch, uniform in [0, 1).</summary>
    /// <param name="draw">Which number: the same draw gives the same number, other draws independent ones.</param>
    public double UniformOfImage(int draw) => CounterRandom.Uniform(_ownKey, (ulong)draw);

    /// <summary>The image as the augmentation at a place sees it, with random numbers that follow from all of these.</summary>
    internal AugmentedImage For(ulong seed, int place, int epoch, int index)
    {
        ulong own = CounterRandom.Bits(CounterRandom.Key(seed, OwnStream + (ulong)place), (ulong)index);
        return new AugmentedImage(this, KeyOf(seed, place, epoch, index), own, epoch);
    }

    internal static ulong KeyOf(ulong seed, int place, int epoch, int index) =>
        CounterRandom.Bits(CounterRandom.Key(seed, Stream + (ulong)place), ((ulong)epoch << 32) | (uint)index);
}
