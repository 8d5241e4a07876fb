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
            () => Three().CopyImage(0, new float[1]),
            "ImageSet.CopyImage: received a destination of 1 floats; expected 2, an image of 1×2×1. (Parameter 'destination')"
        },
        { () => Three().Subset([]), "ImageSet.Subset: received no index; expected at least one, since a set is never empty. (Parameter 'indices')" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Use_WithAMistake_SaysReceivedAndExpected(Action use, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(use).Message);

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
