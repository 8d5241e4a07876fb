namespace Krill.Data;

/// <summary>A picture in a folder of classes.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Label">The number of its class.</param>
internal readonly record struct PictureFile(string Path, int Label);
