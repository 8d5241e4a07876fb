namespace Krill.Data;

/// <summary>Makes an image brighter or darker by the same amount in every pixel and channel, within the values that it has.</summary>
/// <remarks>The amount is uniform in ±Range times white; the result is clipped to the image's least and greatest value. Source: Keras's <c>channel_shift_range</c>.</remarks>
public sealed class RandomChannelShift : ImageAugmentation
{
    /// <summary>A random channel shift.</summary>
    /// <param name="range">The greatest amount either way, as a share of white; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public RandomChannelShift(double range)
    {
        Range = Require.AtLeast(range, 0, nameof(RandomChannelShift));
    }

    /// <summary>The greatest amount either way, as a share of <see cref="White"/>.</summary>
    public double Range { get; }

    /// <summary>The value of white, in the unit of the pixels; by default the images' <see cref="AugmentedImage.White"/>. With 1, the range is in that unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public float? White { get; init => field = value is { } white ? Require.Positive(white, "RandomChannelShift.White") : null; }

    /// <summary>What <c>--augment</c> takes, for instance <c>channel-shift=0.1</c>.</summary>
    public override string ToString() => $"channel-shift={AugmentationText.Of(Range)}{(White is { } white ? $":white={AugmentationText.Of(white)}" : "")}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image) => Shift(image.Pixels, image.Uniform(0, -Range, Range) * (White ?? image.White));

    internal static void Shift(Span<float> pixels, double amount)
    {
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity, shift = (float)amount;
        foreach (float pixel in pixels)
        {
            least = Math.Min(least, pixel);
            greatest = Math.Max(greatest, pixel);
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Math.Min(Math.Max(pixels[i] + shift, least), greatest);
        }
    }
}
