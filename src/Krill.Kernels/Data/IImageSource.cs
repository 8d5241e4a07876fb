namespace Krill.Kernels;

/// <summary>The images of a batch, wherever they are stored and in whatever form. Several threads read at a time.</summary>
internal interface IImageSource
{
    /// <summary>Writes the pixels of some neighbouring images as the network takes them.</summary>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="pixels">As many floats as these images have.</param>
    void Read(int first, Span<float> pixels);

    /// <summary>Copies the stored bytes of some neighbouring images, if each pixel as the network takes it is its byte times one factor.</summary>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="bytes">As many bytes as these images have.</param>
    /// <returns>The factor; null, and nothing copied, where images are stored or changed otherwise.</returns>
    float? ReadBytes(int first, Span<byte> bytes);
}
