namespace Krill.Data;

/// <summary>What comes in from beyond the edges of an image. The names and meanings are those of Keras and of SciPy's <c>ndimage</c>.</summary>
public enum FillMode
{
    /// <summary>A constant, by default 0: k k k | a b c d | k k k.</summary>
    Constant,

    /// <summary>The edge pixel: a a a | a b c d | d d d.</summary>
    Nearest,

    /// <summary>The image mirrored at its edge, the edge pixel repeated: c b a | a b c d | d c b (Keras's and SciPy's <c>reflect</c>).</summary>
    Reflect,

    /// <summary>The image mirrored at its edge pixels, which are not repeated: d c b | a b c d | c b a (SciPy's <c>mirror</c>, NumPy's and PyTorch's <c>reflect</c>).</summary>
    Mirror,

    /// <summary>
    /// The image repeated so that its first pixel lies on its last: d b c | a b c d | b c a. So SciPy does it for Keras, though Keras's documentation has
    /// the image repeated whole.
    /// </summary>
    Wrap,
}
