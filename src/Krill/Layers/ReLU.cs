namespace Krill.Layers
{
    /// <summary>
    /// Rectified linear unit: max(x, 0). Input and output of any shape. Source: Keras's ReLU without its optional limits.
    /// </summary>
    public sealed class ReLU : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Of(ActivationFunction.Relu, inputs[0]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Rectified linear unit: max(x, 0).</summary>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Relu() => new Layers.ReLU().Apply(this);
    }
}
