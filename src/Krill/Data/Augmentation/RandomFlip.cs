namespace Krill.Data;

/// <summary>Mirrors an image left to right with probability 1/2, drawn anew in every epoch. Source: Keras's RandomFlip of mode horizontal.</summary>
public sealed class RandomFlip : ImageAugmentation
{
    /// <summary>What <c>--augment</c> takes: <c>flip</c>.</summary>
    public override string ToString() => "flip";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image)
    {
        if (image.Uniform(0) < 0.5)
        {
            ImageMoves.Mirror(image.Pixels, image.Shape);
        }
    }
}
