namespace Krill.Data;

/// <summary>
/// By how much the window that an image is seen through grows, drawn for each axis on its own (Keras's <c>zoom_range</c>): less than 1 makes what is
/// in the image greater, more than 1 smaller. A number z stands for 1 - z to 1 + z.
/// </summary>
/// <param name="Lower">The least factor, greater than 0.</param>
/// <param name="Upper">The greatest factor, not less than the least; 1 for both leaves images as they are.</param>
public readonly record struct ZoomRange(double Lower, double Upper)
{
    /// <summary>From 1 - zoom to 1 + zoom.</summary>
    /// <param name="zoom">0 or more, and less than 1.</param>
    public static implicit operator ZoomRange(double zoom) => new(1 - zoom, 1 + zoom);

    /// <summary>The least and the greatest factor.</summary>
    /// <param name="range">The least, then the greatest.</param>
    public static implicit operator ZoomRange((double Lower, double Upper) range) => new(range.Lower, range.Upper);

    /// <summary>From 1 - zoom to 1 + zoom; the same as the conversion.</summary>
    /// <param name="zoom">0 or more, and less than 1.</param>
    public static ZoomRange FromDouble(double zoom) => zoom;

    /// <summary>The least and the greatest factor; the same as the conversion.</summary>
    /// <param name="range">The least, then the greatest.</param>
    public static ZoomRange FromValueTuple((double Lower, double Upper) range) => range;

    /// <summary>What <c>--augment</c> takes, for instance <c>0.8..1.2</c>.</summary>
    public override string ToString() => AugmentationText.Of((Lower, Upper));
}
