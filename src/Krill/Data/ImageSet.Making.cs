using System.Globalization;

namespace Krill.Data;

public sealed partial class ImageSet
{
    /// <summary>Makes a set of images stored as bytes. The arrays are kept, not copied: do not change them afterwards.</summary>
    /// <param name="pixels">The images, each height × width × channels bytes, one behind the other.</param>
    /// <param name="labels">The class of each image, from 0.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classNames">The name of each class; by default the labels from 0 to the greatest.</param>
    /// <returns>The set, with <see cref="Rescale"/> 1/255.</returns>
    /// <exception cref="ArgumentException">A size is not positive, there is no image, the counts of pixels and labels
    /// disagree, or a label has no class.</exception>
    public static ImageSet FromBytes(byte[] pixels, int[] labels, ImageShape shape, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        Check(pixels.Length, labels, shape, classNames, "bytes");
        return new ImageSet(pixels, [], labels, shape, [.. classNames ?? Numbered(labels)]);
    }

    /// <summary>Makes a set of images stored as bytes whose classes are not known, for <see cref="Model.Predict"/>. The array is kept, not copied: do not change it afterwards.</summary>
    /// <param name="pixels">The images, each height × width × channels bytes, one behind the other.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <returns>The set, with <see cref="Rescale"/> 1/255 and without classes.</returns>
    /// <exception cref="ArgumentException">A size is not positive, there is no image, or the pixels are not of whole images.</exception>
    public static ImageSet FromBytes(byte[] pixels, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        CheckWhole(pixels, shape, "bytes");
        return new ImageSet(pixels, [], null, shape, []);
    }

    /// <summary>Makes a set of images stored as floats. The arrays are kept, not copied: do not change them afterwards.</summary>
    /// <param name="pixels">The images, each height × width × channels floats, one behind the other.</param>
    /// <param name="labels">The class of each image, from 0.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classNames">The name of each class; by default the labels from 0 to the greatest.</param>
    /// <returns>The set, with <see cref="Rescale"/> 1.</returns>
    /// <exception cref="ArgumentException">A size is not positive, there is no image, the counts of pixels and labels
    /// disagree, or a label has no class.</exception>
    public static ImageSet FromFloats(float[] pixels, int[] labels, ImageShape shape, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        Check(pixels.Length, labels, shape, classNames, "floats");
        return new ImageSet([], pixels, labels, shape, [.. classNames ?? Numbered(labels)]);
    }

    /// <summary>Makes a set of images stored as floats whose classes are not known, for <see cref="Model.Predict"/>. The array is kept, not copied: do not change it afterwards.</summary>
    /// <param name="pixels">The images, each height × width × channels floats, one behind the other.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <returns>The set, with <see cref="Rescale"/> 1 and without classes.</returns>
    /// <exception cref="ArgumentException">A size is not positive, there is no image, or the pixels are not of whole images.</exception>
    public static ImageSet FromFloats(float[] pixels, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        CheckWhole(pixels, shape, "floats");
        return new ImageSet([], pixels, null, shape, []);
    }

    static void Check(int length, int[] labels, ImageShape shape, IReadOnlyList<string>? classNames, string unit)
    {
        CheckShape(shape);
        if (labels.Length == 0)
        {
            throw new ArgumentException("ImageSet: received no labels; expected at least one image with its label.", nameof(labels));
        }

        Int128 expected = Length(shape) * labels.Length;
        if (length != expected)
        {
            throw new ArgumentException(
                $"ImageSet: received {length} {unit} of pixels and {labels.Length} labels; "
                + $"expected {expected} {unit}, {labels.Length} images of {shape}. "
                + "Give one label an image, and pixels with the channels last.",
                nameof(labels));
        }

        if (classNames is { Count: 0 })
        {
            throw new ArgumentException("ImageSet: received no class names; expected one a class, or null to number the classes.", nameof(classNames));
        }

        int classes = classNames?.Count ?? int.MaxValue;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes)
            {
                string range = classNames is null ? "0 or more" : $"0 to {classes - 1}, since there are {classes} class names";
                throw new ArgumentException($"ImageSet: received label {labels[i]} for image {i}; expected {range}. Number the classes from 0.", nameof(labels));
            }
        }
    }

    static void CheckWhole(Array pixels, ImageShape shape, string unit)
    {
        CheckShape(shape);
        if (pixels.Length == 0 || pixels.Length % Length(shape) != 0)
        {
            throw new ArgumentException(
                $"ImageSet: received {pixels.Length} {unit} of pixels; expected {Length(shape)} for each image of {shape}, one image or more. Give whole images, with the channels last.",
                nameof(pixels));
        }
    }

    static void CheckShape(ImageShape shape)
    {
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1)
        {
            throw new ArgumentException($"ImageSet: received images of {shape}; expected positive height, width and channels.", nameof(shape));
        }
    }

    static Int128 Length(ImageShape shape) => (Int128)shape.Height * shape.Width * shape.Channels;

    static IEnumerable<string> Numbered(int[] labels) =>
        Enumerable.Range(0, labels.Max() + 1).Select(label => label.ToString(CultureInfo.InvariantCulture));
}
