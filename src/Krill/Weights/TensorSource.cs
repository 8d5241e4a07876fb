namespace Krill.Weights;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Values">Gives the numbers when they are written.</param>
internal sealed record TensorSource(string Name, Shape Shape, TensorValues Values);

/// <summary>Gives the numbers of a tensor, the last axis innermost.</summary>
internal delegate ReadOnlySpan<float> TensorValues();
