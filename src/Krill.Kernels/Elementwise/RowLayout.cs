namespace Krill.Kernels;

/// <summary>Where a block of rows lies in each image of a tensor.</summary>
/// <param name="Offset">Where the first row starts in an image.</param>
/// <param name="Stride">From the start of a row to that of the next.</param>
internal readonly record struct RowLayout(int Offset, int Stride);
