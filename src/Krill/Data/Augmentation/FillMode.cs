namespace Krill.Data;

/// <summary>What comes in from beyond the edges of an image.</summary>
public enum FillMode
{
    /// <summary>A constant, by default 0: k k k | a b c d | k k k.</summary>
    Constant,

    /// <summary>The image mirrored at its edge pixels, which are not repeated: d c b | a b c d | c b a (NumPy's and PyTorch's <c>reflect</c>).</summary>
    Reflect,
}
