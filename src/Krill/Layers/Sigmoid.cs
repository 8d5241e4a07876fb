namespace Krill.Layers
{
    /// <summary>
    /// The logistic function: 1 / (1 + e⁻ˣ). Input and output of any shape. Source: Keras's sigmoid activation.
    /// </summary>
    public sealed class Sigmoid : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Of(ActivationFunction.Sigmoid, inputs[0]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The logistic function: 1 / (1 + e⁻ˣ).</summary>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Sigmoid() => new Layers.Sigmoid().Apply(this);
    }
}
