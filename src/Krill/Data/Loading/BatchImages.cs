using Krill.Kernels;

namespace Krill.Data;

/// <summary>Where a step finds its images: in memory as floats, or with a source that it reads them from.</summary>
internal readonly struct BatchImages
{
    BatchImages(PinnedMemory? memory, IImageSource? source)
    {
        Memory = memory;
        Source = source;
    }

    /// <summary>The images, one behind the other; null when they are to be read.</summary>
    public PinnedMemory? Memory { get; }

    /// <summary>What they are read from; null when they are in memory.</summary>
    public IImageSource? Source { get; }

    /// <summary>Images that are in memory.</summary>
    public static implicit operator BatchImages(PinnedMemory memory) => new(memory, null);

    /// <summary>Images that the step reads.</summary>
    public static BatchImages From(IImageSource source) => new(null, source);
}
