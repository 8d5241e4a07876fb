namespace Krill;

/// <summary>A way to look at an image when it is classified; see <see cref="TestTimeAugmentation"/>.</summary>
/// <param name="Weight">What its outputs count, greater than 0.</param>
/// <param name="IsMirrored">Whether the image is mirrored left to right; false by default.</param>
/// <param name="Down">Pixels that it is moved down, reflected at the edge, as often as it takes; negative ones up. 0 by default.</param>
/// <param name="Right">Pixels that it is moved to the right, likewise; negative ones to the left. 0 by default.</param>
public readonly record struct TestTimeView(double Weight, bool IsMirrored = false, int Down = 0, int Right = 0);
