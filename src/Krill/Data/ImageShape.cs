using System.Text.Json.Serialization;

namespace Krill.Data;

/// <summary>The shape of one image: height × width × channels, in pixels, channels last.</summary>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Channels">Values a pixel, at least 1: 1 for grey, 3 for red, green and blue.</param>
public readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>Values an image: Height · Width · Channels.</summary>
    /// <exception cref="OverflowException">The product is over 2³¹ - 1.</exception>
    [JsonIgnore]
    public int Length => checked(Height * Width * Channels);

    /// <summary>The shape as text, for instance <c>28×28×1</c>.</summary>
    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
