namespace Krill.Data;

/// <summary>Fills a random rectangle of an image with random values (cutout, random erasing).</summary>
/// <remarks>
/// <para>With probability Probability: an area uniform in Area · height · width and an aspect r uniform in Aspect give a rectangle of ⌊√(area / r)⌋ columns and
/// ⌊√(area · r)⌋ rows, whose corner is a pixel of the image; one that sticks out is drawn anew, at most 1,000 times. Every value of it is uniform in Values, or all are the
/// same.</para>
/// <para>Source: Zhong et al., "Random erasing data augmentation", 2020, as yu4u's random eraser has it; DeVries and Taylor, "Improved regularization of convolutional
/// neural networks with cutout", 2017.</para>
/// </remarks>
public sealed class RandomErasing : ImageAugmentation
{
    const int Tries = 1000;

    /// <summary>The share of the images that lose a rectangle, 0 to 1; 0.5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 1.</exception>
    public double Probability { get; init => field = Require.Within(value, 0, 1, "RandomErasing.Probability"); } = 0.5;

    /// <summary>The least and the greatest share of the image's area; 0.02 to 0.4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 1, or not in this order.</exception>
    public (double Lower, double Upper) Area { get; init => field = Require.Range(value, 0, 1, "RandomErasing.Area"); } = (0.02, 0.4);

    /// <summary>The least and the greatest height over width; 0.3 to 1 / 0.3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0.001 to 1,000, or not in this order.</exception>
    public (double Lower, double Upper) Aspect { get; init => field = Require.Range(value, 0.001, 1000, "RandomErasing.Aspect"); } = (0.3, 1 / 0.3);

    /// <summary>The least and the greatest value, in the unit of the pixels; by default black to white, 0 to <see cref="AugmentedImage.White"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not in this order.</exception>
    public (double Lower, double Upper)? Values { get; init => field = value is { } values ? Require.Range(values, -1e30, 1e30, "RandomErasing.Values") : null; }

    /// <summary>Whether every channel of every pixel has a value of its own (default), or the whole rectangle one.</summary>
    public bool ByPixel { get; init; } = true;

    /// <summary>What <c>--augment</c> takes, for instance <c>cutout=0.5:area=0.02..0.4:aspect=0.3..3.3</c>.</summary>
    public override string ToString() =>
        $"cutout={AugmentationText.Of(Probability)}:area={AugmentationText.Of(Area)}:aspect={AugmentationText.Of(Aspect)}{(Values is { } values ? $":values={AugmentationText.Of(values)}" : "")}{(ByPixel ? "" : ":patch")}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image)
    {
        if (image.Uniform(0) < Probability && Rectangle(image) is var (top, left, height, width) && height * width > 0)
        {
            int channels = image.Shape.Channels, draw = 1 + (4 * Tries);
            (double lower, double upper) = Values ?? (0, image.White);
            for (int y = top; y < top + height; y++)
            {
                Span<float> line = image.Pixels.Slice(((y * image.Shape.Width) + left) * channels, width * channels);
                for (int i = 0; i < line.Length; i++)
                {
                    line[i] = (float)image.Uniform(draw, lower, upper);
                    draw += ByPixel ? 1 : 0;
                }
            }
        }
    }

    /// <summary>The rectangle of an image; empty where none was found.</summary>
    internal (int Top, int Left, int Height, int Width) Rectangle(in AugmentedImage image)
    {
        ImageShape shape = image.Shape;
        for (int draw = 1; draw <= 4 * Tries; draw += 4)
        {
            double area = image.Uniform(draw, Area.Lower, Area.Upper) * shape.Height * shape.Width;
            double aspect = image.Uniform(draw + 1, Aspect.Lower, Aspect.Upper);
            int width = (int)Math.Sqrt(area / aspect), height = (int)Math.Sqrt(area * aspect);
            int left = image.Below(draw + 2, shape.Width), top = image.Below(draw + 3, shape.Height);
            if (left + width <= shape.Width && top + height <= shape.Height)
            {
                return (top, left, height, width);
            }
        }

        return default;
    }
}
