namespace Krill.Testing;

/// <summary>A layer at work, for what is to hold for all layers: shapes, gradients, repeatability.</summary>
/// <param name="Layer">The layer's type.</param>
/// <param name="Variant">What is special about the case.</param>
/// <param name="InputShape">The shape of one image.</param>
/// <param name="Apply">Makes the layer anew and applies it.</param>
public sealed record LayerCase(Type Layer, string Variant, Shape InputShape, Func<Symbol, Symbol> Apply)
{
    /// <summary>Whether training draws random numbers.</summary>
    public bool IsStochastic { get; init; }

    /// <summary>Whether the gradient is the derivative; a straight-through one is not.</summary>
    public bool HasTrueGradient { get; init; } = true;

    /// <summary>The bounds of inputs for which the layer is smooth, or nearly everywhere so: none divides by 0 there.</summary>
    public (float Minimum, float Maximum) InputRange { get; init; } = (-1, 1);

    public override string ToString() => Variant.Length == 0 ? Layer.Name : $"{Layer.Name}, {Variant}";
}
