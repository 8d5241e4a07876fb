namespace Krill.Kernels;

/// <summary>
/// Interleaved images: a group of images whose elements lie side by side, element by element, so that a vector holds the same element of many
/// images. Networks with a handful of channels fill whole vectors that way, where a vector of channels would be nearly empty.
/// </summary>
/// <remarks>
/// A batched tensor keeps its length an image, and its chunks start at whole groups; only the order within a group differs. Kernels that treat
/// every element alike need not know; those that know axes see an image with 16 times the channels (<see cref="GroupedKernel"/>).
/// </remarks>
internal static class Group
{
    /// <summary>Images of a group: the width of the widest vector, at every kernel set, so that the layout does not depend on it.</summary>
    public const int Images = 16;
}
