namespace Krill.Layers;

/// <summary>One place in a network where a layer is applied.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">What it is applied to.</param>
internal sealed record LayerCall(Layer Layer, IReadOnlyList<Symbol> Inputs);
