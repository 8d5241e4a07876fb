namespace Krill.Data;

/// <summary>A random change of one training image.</summary>
/// <remarks>
/// To write one: derive from this and change the pixels in <see cref="Apply"/>, which is called for one image after another, on several threads at once. What is
/// random comes from the image that is handed in, which has numbers that follow from the training's seed, the epoch, the image and the place of the
/// augmentation among the others: the same training gives the same bits on any number of threads. It should allocate nothing.
/// </remarks>
public abstract class ImageAugmentation : Augmentation
{
    /// <summary>Changes an image.</summary>
    /// <param name="image">The image, its random numbers, and room to work in.</param>
    public abstract void Apply(in AugmentedImage image);
}
