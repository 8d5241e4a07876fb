using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class ImageSetTests
{
    static readonly ImageShape s_shape = new(1, 2, 1);

    static ImageSet Three() => ImageSet.FromBytes([0, 255, 51, 102, 10, 20], [2, 0, 1], s_shape, ["a", "b", "c"]);

    static float[] Image(ImageSet set, int index)
    {
        var image = new float[set.Shape.Length];
        set.CopyImage(index, image);
        return image;
    }

    [Fact]
    public void FromBytes_Images_ArePixelsBetweenZeroAndOne()
    {
        ImageSet set = Three();
        Assert.Equal((3, 1, 2, 1, 3), (set.Count, set.Height, set.Width, set.Channels, set.Classes));
        Assert.Equal([2, 0, 1], set.Labels.ToArray());
        Assert.Equal(0, set.Label(1));
        Assert.Equal([0f, 1f], Image(set, 0));
        Assert.Equal([51 * (1 / 255f), 102 * (1 / 255f)], Image(set, 1));
    }

    [Fact]
    public void FromFloats_Images_AreKeptAsTheyAre()
    {
        ImageSet set = ImageSet.FromFloats([-1.5f, 2, 3, 4], [0, 1], s_shape);
        Assert.Equal([-1.5f, 2f], Image(set, 0));
        Assert.Equal([-3f, 4f], Image(set.WithRescale(2), 0));
        Assert.Equal(["0", "1"], set.ClassNames);
    }

    [Fact]
    public void WithRescale_OfASubset_KeepsTheSubset()
    {
        ImageSet set = Three().Subset([2, 0]).WithRescale(1);
        Assert.Equal([10f, 20f], Image(set, 0));
        Assert.Equal([0f, 255f], Image(set, 1));
        Assert.Equal([1, 2], set.Labels.ToArray());
    }

    [Fact]
    public void Subset_OfASubset_CountsInTheSubset()
    {
        ImageSet set = Three().WithRescale(1).Subset([2, 1, 0]).Subset([1, 1]);
        Assert.Equal([51f, 102f], Image(set, 0));
        Assert.Equal([0, 0], set.Labels.ToArray());
        Assert.Equal(3, set.Classes);
    }

    [Fact]
    public void Take_SomeImages_AreTheFirst()
    {
        ImageSet set = Three().Take(2);
        Assert.Equal([2, 0], set.Labels.ToArray());
        Assert.Same(set, set.Take(2));
    }

    [Fact]
    public void FromBytes_ChannelsAndRows_AreChannelsLast()
    {
        byte[] pixels = [.. Enumerable.Range(0, 2 * 3 * 3).Select(value => (byte)value)];
        ImageSet set = ImageSet.FromBytes(pixels, [0], new ImageShape(2, 3, 3)).WithRescale(1);
        Assert.Equal((1 * 3 + 2) * 3 + 1, Image(set, 0)[(1 * 3 + 2) * 3 + 1]);
    }

    public static TheoryData<Action, string> Mistakes => new()
    {
        {
            () => ImageSet.FromBytes(new byte[5], [0, 1], s_shape),
            "ImageSet: received 5 bytes of pixels and 2 labels; expected 4 bytes, 2 images of 1×2×1. "
            + "Give one label an image, and pixels with the channels last. (Parameter 'labels')"
        },
        {
            () => ImageSet.FromFloats(new float[3], [0, 1], s_shape),
            "ImageSet: received 3 floats of pixels and 2 labels; expected 4 floats, 2 images of 1×2×1. "
            + "Give one label an image, and pixels with the channels last. (Parameter 'labels')"
        },
        {
            () => ImageSet.FromBytes(new byte[4], [0, 1], new ImageShape(1 << 20, 1 << 20, 1 << 20)),
            $"ImageSet: received 4 bytes of pixels and 2 labels; expected {(Int128)1 << 61} bytes, 2 images of 1048576×1048576×1048576. "
            + "Give one label an image, and pixels with the channels last. (Parameter 'labels')"
        },
        {
            () => ImageSet.FromBytes([], [], s_shape),
            "ImageSet: received no labels; expected at least one image with its label. (Parameter 'labels')"
        },
        {
            () => ImageSet.FromBytes(new byte[4], [0, 1], new ImageShape(1, 0, 1)),
            "ImageSet: received images of 1×0×1; expected positive height, width and channels. (Parameter 'shape')"
        },
        {
            () => ImageSet.FromBytes(new byte[4], [0, 2], s_shape, ["a", "b"]),
            "ImageSet: received label 2 for image 1; expected 0 to 1, since there are 2 class names. Number the classes from 0. (Parameter 'labels')"
        },
        {
            () => ImageSet.FromBytes(new byte[4], [-1, 2], s_shape),
            "ImageSet: received label -1 for image 0; expected 0 or more. Number the classes from 0. (Parameter 'labels')"
        },
        {
            () => ImageSet.FromBytes(new byte[4], [0, 0], s_shape, []),
            "ImageSet: received no class names; expected one a class, or null to number the classes. (Parameter 'classNames')"
        },
        {
            () => ImageSet.FromBytes(new byte[3], s_shape),
            "ImageSet: received 3 bytes of pixels; expected 2 for each image of 1×2×1, one image or more. Give whole images, with the channels last. (Parameter 'pixels')"
        },
        {
            () => ImageSet.FromFloats([], s_shape),
            "ImageSet: received 0 floats of pixels; expected 2 for each image of 1×2×1, one image or more. Give whole images, with the channels last. (Parameter 'pixels')"
        },
        {
            () => ImageSet.FromFloats(new float[4], new ImageShape(1, 2, -1)),
            "ImageSet: received images of 1×2×-1; expected positive height, width and channels. (Parameter 'shape')"
        },
        {
            () => Three().CopyImage(0, new float[1]),
            "ImageSet.CopyImage: received a destination of 1 floats; expected 2, an image of 1×2×1. (Parameter 'destination')"
        },
        { () => Three().Subset([]), "ImageSet.Subset: received no index; expected at least one, since a set is never empty. (Parameter 'indices')" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Use_WithAMistake_SaysReceivedAndExpected(Action use, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(use).Message);

    [Fact]
    public void Unlabelled_Images_AreImagesWithoutClasses()
    {
        ImageSet bytes = ImageSet.FromBytes([0, 255, 51, 102, 10, 20], s_shape);
        ImageSet floats = ImageSet.FromFloats([-1.5f, 2, 3, 4], s_shape);

        Assert.Equal((3, 0, false), (bytes.Count, bytes.Classes, bytes.HasLabels));
        Assert.Equal((2, 0, false), (floats.Count, floats.Classes, floats.HasLabels));
        Assert.True(Three().HasLabels);
        Assert.Equal([3f, 4f], Image(floats, 1));
        ImageSet part = bytes.WithRescale(1).Subset([2, 0, 0]);
        Assert.Equal((3, false), (part.Count, part.HasLabels));
        Assert.Equal([10f, 20f], Image(part, 0));
        Assert.Equal([0f, 255f], Image(part.Take(2), 1));
        Assert.Equal(Image(Three(), 1), Image(bytes.Augmented([]), 1));
        (ImageSet first, ImageSet last) = bytes.Split(0.3, seed: 1, stratify: false);
        Assert.Equal((2, 1), (first.Count, last.Count));
        Assert.NotEqual(bytes.Digest(), bytes.WithRescale(1).Digest());
    }

    public static TheoryData<Action<ImageSet>> UsesOfLabels =>
        [set => set.Label(0), set => _ = set.Labels.Length, set => set.WithMixtures(0.5), set => set.Split(0.4, seed: 1)];

    [Theory]
    [MemberData(nameof(UsesOfLabels))]
    public void Unlabelled_LabelsAskedFor_SaysWhatIsMissing(Action<ImageSet> use) => Assert.Equal(
        "ImageSet: received images without labels, which can only be predicted; expected the class of each image. Give them: ImageSet.FromBytes(pixels, labels, shape).",
        Assert.Throws<InvalidOperationException>(() => use(ImageSet.FromBytes(new byte[6], s_shape))).Message);

    public static TheoryData<Action, string> Outside => new()
    {
        { () => Three().Label(3), "ImageSet: received the index 3; expected that of an image, 0 to 2." },
        { () => Three().Subset([0, -1]), "ImageSet: received the index -1; expected that of an image, 0 to 2." },
        { () => Three().Take(4), "ImageSet.Take: received the count 4; expected 1 to 3, the images of the set." },
        { () => Three().Take(0), "ImageSet.Take: received the count 0; expected 1 to 3, the images of the set." },
        { () => Three().WithRescale(float.NaN), "ImageSet.WithRescale: received the factor NaN; expected a finite one, for instance 1/255." },
    };

    [Theory]
    [MemberData(nameof(Outside))]
    public void Use_OutsideTheRange_SaysTheRange(Action use, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(use).Message, StringComparison.Ordinal);
}
