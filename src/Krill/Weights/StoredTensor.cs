namespace Krill.Weights;

/// <summary>A tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">The sizes of its axes.</param>
/// <param name="Values">Its numbers, the last axis innermost.</param>
internal sealed record StoredTensor(string Name, IReadOnlyList<long> Shape, float[] Values)
{
    /// <summary>Whether it has the axes of a shape.</summary>
    public bool Has(Shape shape) => Shape.SequenceEqual(shape.Select(axis => (long)axis));

    /// <summary>The shape in parentheses, as <see cref="Krill.Shape"/> writes it.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)})";
}
