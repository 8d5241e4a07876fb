namespace Krill.Layers
{
    /// <summary>
    /// The hyperbolic tangent. Input and output of any shape. Source: Keras's tanh activation.
    /// </summary>
    public sealed class Tanh : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Of(ActivationFunction.Tanh, inputs[0]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The hyperbolic tangent.</summary>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Tanh() => new Layers.Tanh().Apply(this);
    }
}
