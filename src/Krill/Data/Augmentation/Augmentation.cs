namespace Krill.Data;

/// <summary>A random change of training images, made anew in every epoch on the threads that make the batches.</summary>
/// <remarks>
/// <para>To write one: derive from <see cref="ImageAugmentation"/>, which changes one image after another, or from <see cref="BatchAugmentation"/>, which
/// sees all images of a batch and their targets.</para>
/// <para>Those of <see cref="FitOptions.Augmentation"/> are applied in the order given, to rescaled pixels: of 0 to 1 for bytes, unless told otherwise by
/// <see cref="ImageSet.Rescale"/>; <see cref="AugmentedImage.White"/> tells. What an <see cref="ImageSet"/> normalizes is normalized after the last of them.</para>
/// </remarks>
public abstract class Augmentation
{
    private protected Augmentation()
    {
    }

    /// <summary>Checks that it can be applied to images of a shape, before a thread comes to the first of them.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal virtual void RequireFitting(ImageShape images)
    {
    }
}
