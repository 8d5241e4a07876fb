namespace Krill.Data;

/// <summary>Makes an image brighter or darker by the same amount in every pixel and channel, within the values that it has.</summary>
/// <remarks>The amount is uniform in ±Range; the result is clipped to the image's least and greatest value. Source: Keras's <c>channel_shift_range</c>.</remarks>
public sealed class RandomChannelShift : ImageAugmentation
{
    /// <summary>A random channel shift.</summary>
    /// <param name="range">The greatest amount either way, in the unit of the pixels (0 to 1 for bytes, unless told otherwise); 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public RandomChannelShift(double range)
    {
        Range = Require.AtLeast(range, 0, nameof(RandomChannelShift));
    }

    /// <summary>The greatest amount either way.</summary>
    public double Range { get; }

    /// <summary>What <c>--augment</c> takes, for instance <c>channel-shift=0.1</c>.</summary>
    public override string ToString() => $"channel-shift={AugmentationText.Of(Range)}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image) => Shift(image.Pixels, image.Uniform(0, -Range, Range));

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
