namespace Krill.Layers
{
    /// <summary>
    /// All axes as one, the last innermost. Input of any shape, output (elements). Source: Keras's Flatten.
    /// </summary>
    public sealed class Flatten : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.Reshape(new Shape(inputs[0].Shape!.Elements)), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>All axes as one, the last innermost.</summary>
        /// <returns>A symbol of shape (elements).</returns>
        public Symbol Flatten() => new Layers.Flatten().Apply(this);
    }
}
