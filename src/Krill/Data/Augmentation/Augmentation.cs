namespace Krill.Data;

/// <summary>A random change of training images, made anew in every epoch on the threads that make the batches.</summary>
/// <remarks>
/// <para>To write one: derive from this and change the pixels in <see cref="Apply"/>, which is called for one image after another, on several threads at once.
/// What is random comes from the image that is handed in, which has numbers that follow from the training's seed, the epoch, the image and the place of the
/// augmentation among the others: the same training gives the same bits on any number of threads.</para>
/// <para>Those of <see cref="FitOptions.Augmentation"/> are applied in the order given, to pixels as the network sees them: rescaled and normalized. It should
/// allocate nothing.</para>
/// </remarks>
public abstract class Augmentation
{
    /// <summary>Changes an image.</summary>
    /// <param name="image">The image, its random numbers, and room to work in.</param>
    public abstract void Apply(in AugmentedImage image);
}
