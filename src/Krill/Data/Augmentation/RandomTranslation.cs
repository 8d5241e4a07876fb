namespace Krill.Data;

/// <summary>
/// Moves an image by a random number of whole pixels down and, independently, to the right: the same as padding it on every side and cutting out its size anywhere
/// (pad and random crop).
/// </summary>
/// <remarks>Every shift from -Pixels to Pixels is equally likely. Source: Keras's RandomTranslation; He et al., "Deep Residual Learning for Image Recognition", 2016.</remarks>
public sealed class RandomTranslation : ImageAugmentation
{
    /// <summary>A random translation.</summary>
    /// <param name="pixels">The greatest shift in pixels, at least 1; less than the sides of the images.</param>
    /// <param name="fill">What comes in from beyond the edges; by default the image mirrored.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shift is less than 1, or there is no such mode.</exception>
    public RandomTranslation(int pixels, FillMode fill = FillMode.Mirror)
    {
        Pixels = Require.Positive(pixels, nameof(RandomTranslation), "number of pixels", nameof(pixels));
        Fill = Require.Defined(fill, nameof(RandomTranslation), "fill mode", nameof(fill));
    }

    /// <summary>The greatest shift in pixels.</summary>
    public int Pixels { get; }

    /// <summary>What comes in from beyond the edges.</summary>
    public FillMode Fill { get; }

    /// <summary>What <see cref="FillMode.Constant"/> fills with; 0 by default.</summary>
    public float Constant { get; init; }

    /// <summary>What <c>--augment</c> takes, for instance <c>crop=4:fill=mirror</c>.</summary>
    public override string ToString() => $"crop={AugmentationText.Of(Pixels)}:fill={AugmentationText.Of(Fill, Constant)}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image)
    {
        int down = image.Below(0, (2 * Pixels) + 1) - Pixels, right = image.Below(1, (2 * Pixels) + 1) - Pixels;
        if (down != 0 || right != 0)
        {
            image.Pixels.CopyTo(image.Scratch);
            ImageMoves.Translate(image.Scratch, image.Pixels, image.Shape, (down, right), Fill, Constant);
        }
    }

    internal override void RequireFitting(ImageShape images)
    {
        if (Pixels >= Math.Min(images.Height, images.Width))
        {
            throw new ArgumentException(
                $"RandomTranslation: received a shift of up to {Pixels} pixels and images of {images}; expected fewer pixels than their sides have. "
                + "Give a smaller shift, another augmentation or larger images.");
        }
    }
}
