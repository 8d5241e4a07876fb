namespace Krill.Data;

/// <summary>A change of an image, for <see cref="CustomAugmentation"/>.</summary>
/// <param name="image">The image, its random numbers, and room to work in.</param>
public delegate void ImageFunction(in AugmentedImage image);
