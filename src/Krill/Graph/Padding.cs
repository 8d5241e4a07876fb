namespace Krill;

/// <summary>What a window meets at the edge of an image. Source: Keras's "valid" and "same".</summary>
public enum Padding
{
    /// <summary>The window stays inside the image: an axis of n becomes ⌊(n - window) / stride⌋ + 1.</summary>
    Valid,

    /// <summary>
    /// The image is surrounded by as much padding as makes an axis of n become ⌈n / stride⌉: half of it before the image and half behind, an odd
    /// one behind, as TensorFlow has it. Padding is 0 for convolutions, and takes no part in pooling.
    /// </summary>
    Same,
}
