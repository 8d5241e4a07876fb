namespace Krill.Data;

/// <summary>Multiplies all pixels of an image by a number uniform in a range, and clips them to 0 and white.</summary>
/// <remarks>
/// Source: Keras's <c>brightness_range</c>, which goes through bytes on its way, so that its pixels are of 256 levels; here they are not rounded.
/// </remarks>
public sealed class RandomBrightness : ImageAugmentation
{
    /// <summary>A random brightness.</summary>
    /// <param name="lower">The least factor, 0 or more; 1 leaves an image as it is.</param>
    /// <param name="upper">The greatest factor, not less than the least.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factors are not finite, not 0 or more, or not in this order.</exception>
    public RandomBrightness(double lower, double upper)
    {
        Lower = Require.AtLeast(lower, 0, "RandomBrightness, lower");
        Upper = Require.AtLeast(upper, lower, "RandomBrightness, upper");
    }

    /// <summary>The least factor.</summary>
    public double Lower { get; }

    /// <summary>The greatest factor.</summary>
    public double Upper { get; }

    /// <summary>The value of white, in the unit of the pixels; by default the images' <see cref="AugmentedImage.White"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public float? White { get; init => field = value is { } white ? Require.Positive(white, "RandomBrightness.White") : null; }

    /// <summary>What <c>--augment</c> takes, for instance <c>brightness=0.5..1.5</c>.</summary>
    public override string ToString() => $"brightness={AugmentationText.Of((Lower, Upper))}{(White is { } white ? $":white={AugmentationText.Of(white)}" : "")}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image) => Scale(image.Pixels, image.Uniform(0, Lower, Upper), White ?? image.White);

    static void Scale(Span<float> pixels, double by, float white)
    {
        float factor = (float)by;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Math.Min(Math.Max(pixels[i] * factor, 0), white);
        }
    }
}
