namespace Krill.Data;

/// <summary>A random change of the images of a batch and of their targets, such as <see cref="Mixup"/>.</summary>
/// <remarks>
/// To write one: derive from this and change images and targets in <see cref="Apply"/>, which is called for one batch after another, on several threads at
/// once, when all augmentations before it are done with every image. What is random comes from the batch that is handed in, as in
/// <see cref="ImageAugmentation"/>. It should allocate nothing.
/// </remarks>
public abstract class BatchAugmentation : Augmentation
{
    /// <summary>Changes the images of a batch.</summary>
    /// <param name="batch">Images, targets, random numbers, and room to work in.</param>
    public abstract void Apply(in AugmentedBatch batch);
}
