using Krill.Images;

namespace Krill.Reports;

/// <summary>A picture of an image with what is to be said about it.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Words">What stands below it, line by line.</param>
internal sealed record Tile(Picture Picture, IReadOnlyList<string> Words);
