using System.Globalization;
using Krill.Kernels;

namespace Krill.Data;

/// <summary>
/// Images of one shape, each with the number of its class; or without classes, to predict them. Subsets, splits and rescaled views share the pixels of the set
/// that they come from.
/// </summary>
/// <remarks>
/// Pixels lie image after image, row after row, the channels of a pixel side by side (Keras's <c>channels_last</c>). A set
/// never changes, so threads may share it.
/// </remarks>
public sealed partial class ImageSet
{
    readonly byte[] _bytes;
    readonly float[] _floats;
    // One an image; null where nothing is known of the classes.
    readonly int[]? _labels;
    // Where each image of this view stands among the stored ones; null when it is all of them in their order.
    readonly int[]? _index;
    readonly int _imageLength;
    readonly float[] _factors = [];
    readonly float[] _offsets = [];
    // What white is among the stored values.
    readonly float _white;

    internal ImageSet(ImageSet source, int[]? index, float rescale)
        : this(source, index, rescale, source.Normalization)
    {
    }

    ImageSet(ImageSet source, int[]? index, float rescale, ChannelNormalization? normalization)
    {
        Normalization = normalization;
        if (normalization is not null)
        {
            bool isSame = normalization == source.Normalization;
            _factors = isSame ? source._factors : normalization.Factors(source.Shape);
            _offsets = isSame ? source._offsets : normalization.Offsets(source.Shape);
        }

        _bytes = source._bytes;
        _floats = source._floats;
        _imageLength = source._imageLength;
        _white = source._white;
        Shape = source.Shape;
        ClassNames = source.ClassNames;
        Count = index?.Length ?? source.Count;
        Rescale = rescale;
        SampleNormalization = source.SampleNormalization;
        _index = index is null ? source._index : source.Resolve(index);
        _labels = index is null ? source._labels : source.LabelsOf(index);
        _mixtures = index is null || source._mixtures is null ? source._mixtures : Array.ConvertAll(index, i => source._mixtures[i]);
    }

    ImageSet(byte[] bytes, float[] floats, int[]? labels, ImageShape shape, IReadOnlyList<string> classNames, float? white = null)
    {
        _bytes = bytes;
        _floats = floats;
        _labels = labels;
        _imageLength = shape.Length;
        Shape = shape;
        ClassNames = classNames;
        Count = (bytes.Length + floats.Length) / shape.Length;
        Rescale = floats.Length > 0 ? 1 : 1 / 255f;
        _white = white ?? (floats.Length > 0 ? 1 : 255);
    }

    /// <summary>How many images there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Rows of an image.</summary>
    public int Height => Shape.Height;

    /// <summary>Columns of an image.</summary>
    public int Width => Shape.Width;

    /// <summary>Values a pixel.</summary>
    public int Channels => Shape.Channels;

    /// <summary>The name of each class, in the order of the labels; none if there are no labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many classes there are. A subset keeps all classes of its source, also those without an image in it.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>
    /// The factor from stored to given pixels (Keras: <c>ImageDataGenerator(rescale=…)</c>): 1/255 for bytes, so that
    /// pixels are 0 to 1; 1 for floats. <see cref="WithRescale"/> changes it.
    /// </summary>
    public float Rescale { get; }

    /// <summary>What is done to each image after rescaling, by its own mean and deviation; null for nothing. <see cref="WithSampleNormalization"/> changes it.</summary>
    public SampleNormalization? SampleNormalization { get; private init; }

    /// <summary>What is done to each channel after that; null for nothing. <see cref="WithNormalization"/> changes it.</summary>
    public ChannelNormalization? Normalization { get; }

    /// <summary>Whether the class of each image is known; if not, the images can be predicted, and neither trained on nor tested.</summary>
    public bool HasLabels => _labels is not null;

    /// <summary>The class of each image, 0 to <see cref="Classes"/> - 1.</summary>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    public ReadOnlySpan<int> Labels => Labelled;

    /// <summary>The class of one image, 0 to <see cref="Classes"/> - 1.</summary>
    /// <param name="index">Which image, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    public int Label(int index) => Labelled[Checked(index)];

    /// <summary>Writes the pixels of one image, each its stored value times <see cref="Rescale"/>, and then normalized.</summary>
    /// <param name="index">Which image, from 0.</param>
    /// <param name="destination">Takes height × width × channels floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyImage(int index, Span<float> destination)
    {
        CopyPixels(index, destination);
        Normalize(destination[.._imageLength]);
    }

    /// <summary>What white is in the unit of the rescaled pixels: of stored bytes 255, of stored floats 1, of augmented copies that of their source.</summary>
    internal float White => _white * Rescale;

    /// <summary>Writes the pixels of one image as augmentations see them: rescaled, and not normalized.</summary>
    internal void CopyPixels(int index, Span<float> destination)
    {
        int start = Start(Checked(index));
        if (destination.Length < _imageLength)
        {
            throw new ArgumentException(
                $"ImageSet.CopyImage: received a destination of {destination.Length} floats; expected {_imageLength}, an image of {Shape}.",
                nameof(destination));
        }

        if (_bytes.Length > 0)
        {
            ByteConversion.ToFloats(_bytes.AsSpan(start, _imageLength), destination, Rescale);
        }
        else
        {
            ReadOnlySpan<float> image = _floats.AsSpan(start, _imageLength);
            for (int i = 0; i < image.Length; i++)
            {
                destination[i] = image[i] * Rescale;
            }
        }

        if (_mixtures is not null && _mixtures[index].Share < 1)
        {
            Mix(destination[.._imageLength], _mixtures[index]);
        }
    }

    /// <summary>Whether each pixel that the set gives is a stored byte times <see cref="Rescale"/>, and nothing else.</summary>
    internal bool IsScaledBytes => _bytes.Length > 0 && _mixtures is null && SampleNormalization is null && Normalization is null;

    /// <summary>The bytes of one image as they are stored.</summary>
    internal ReadOnlySpan<byte> StoredBytes(int index) => _bytes.AsSpan(Start(Checked(index)), _imageLength);

    /// <summary>Says that an image will soon be copied.</summary>
    internal void Prefetch(int index)
    {
        int start = Start(index);
        if (_bytes.Length > 0)
        {
            Prefetching.Ask<byte>(_bytes.AsSpan(start, _imageLength));
        }
        else
        {
            Prefetching.Ask<float>(_floats.AsSpan(start, _imageLength));
        }
    }

    /// <summary>Makes pixels that were copied, and perhaps augmented, what a network sees.</summary>
    internal void Normalize(Span<float> pixels)
    {
        SampleNormalization?.Apply(pixels);
        if (Normalization is not null)
        {
            PixelNormalization.Apply(pixels, _factors, _offsets);
        }
    }

    /// <summary>The same images with another factor from stored to given pixels.</summary>
    /// <param name="rescale">The factor, finite; for bytes 1 keeps 0 to 255, 1/255 gives 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not finite.</exception>
    public ImageSet WithRescale(float rescale)
    {
        if (!float.IsFinite(rescale))
        {
            throw new ArgumentOutOfRangeException(nameof(rescale), rescale, string.Create(CultureInfo.InvariantCulture, $"ImageSet.WithRescale: received the factor {rescale}; expected a finite one, for instance 1/255."));
        }

        return new ImageSet(this, null, rescale);
    }

    /// <summary>The same images, each normalized by its own mean and deviation.</summary>
    /// <param name="normalization">What is done to each image after rescaling; null for nothing.</param>
    public ImageSet WithSampleNormalization(SampleNormalization? normalization) => new(this, null, Rescale) { SampleNormalization = normalization };

    /// <summary>The same images with another normalization of their channels.</summary>
    /// <param name="normalization">What is done to each channel after rescaling and <see cref="SampleNormalization"/>; null for nothing.</param>
    /// <exception cref="ArgumentException">It is one of another number of channels.</exception>
    public ImageSet WithNormalization(ChannelNormalization? normalization)
    {
        if (normalization is not null && normalization.Mean.Count != Channels)
        {
            throw new ArgumentException(
                $"ImageSet.WithNormalization: received a normalization of {normalization.Mean.Count} channels and images of {Shape}; expected {Channels}, a mean and a deviation "
                + "for each channel.", nameof(normalization));
        }

        return new ImageSet(this, null, Rescale, normalization);
    }

    /// <summary>The first images of the set.</summary>
    /// <param name="count">How many: 1 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ImageSet Take(int count)
    {
        if (count < 1 || count > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"ImageSet.Take: received the count {count}; expected 1 to {Count}, the images of the set.");
        }

        return count == Count ? this : new ImageSet(this, [.. Enumerable.Range(0, count)], Rescale);
    }

    /// <summary>Some of the images, in the order given; one may come more than once.</summary>
    /// <param name="indices">Which images, from 0; at least one.</param>
    /// <exception cref="ArgumentException">No image is asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ImageSet Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("ImageSet.Subset: received no index; expected at least one, since a set is never empty.", nameof(indices));
        }

        foreach (int index in indices)
        {
            Checked(index);
        }

        return new ImageSet(this, indices.ToArray(), Rescale);
    }

    /// <summary>Divides the set at random, by default with the classes in the same proportions in both parts.</summary>
    /// <remarks>
    /// As scikit-learn's <c>train_test_split(test_size=fraction, stratify=labels)</c>: ⌈n · fraction⌉ images are for
    /// validation; each class gives the training part its share rounded down, and the images still wanted come from the
    /// classes with the largest remainders (the lower class where two are equal). Both parts keep the order of the set.
    /// </remarks>
    /// <param name="validationFraction">The share of the images that is for validation, between 0 and 1, both excluded.</param>
    /// <param name="seed">Which of the possible divisions.</param>
    /// <param name="stratify">Whether the classes keep their proportions; true by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">A part would be empty; or, stratified, a class has a single image or a part has
    /// fewer images than there are classes.</exception>
    /// <exception cref="InvalidOperationException">Stratified, the set has no labels.</exception>
    public DataSplit Split(double validationFraction, ulong seed, bool stratify = true)
    {
        (int[] train, int[] validation) = Splitting.Random(this, validationFraction, seed, stratify);
        return new DataSplit(Subset(train), Subset(validation));
    }

    /// <summary>Divides the set where it stands: the last images are for validation (Keras: <c>validation_split</c>).</summary>
    /// <remarks>The first ⌊n · (1 - fraction)⌋ images are for training: 54,000 of 60,000 at 0.1.</remarks>
    /// <param name="validationFraction">The share of the images that is for validation, between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public DataSplit SplitLast(double validationFraction)
    {
        int trained = Splitting.Last(this, validationFraction);
        return new DataSplit(Take(trained), Subset([.. Enumerable.Range(trained, Count - trained)]));
    }

    int Checked(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"ImageSet: received the index {index}; expected that of an image, 0 to {Count - 1}.");
        }

        return index;
    }

    int Start(int index) => (_index is null ? index : _index[index]) * _imageLength;

    int[] Resolve(int[] index) => _index is null ? index : Array.ConvertAll(index, i => _index[i]);

    int[] Labelled => _labels ?? throw new InvalidOperationException(
        "ImageSet: received images without labels, which can only be predicted; expected the class of each image. Give them: ImageSet.FromBytes(pixels, labels, shape).");

    int[]? LabelsOf(int[] index) => _labels is null ? null : Array.ConvertAll(index, i => _labels[i]);
}
