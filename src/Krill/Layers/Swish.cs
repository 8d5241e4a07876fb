namespace Krill.Layers
{
    /// <summary>
    /// Swish, also called SiLU: x / (1 + e⁻ˣ). Input and output of any shape. Source: Keras's swish activation;
    /// Ramachandran, Zoph and Le, "Searching for Activation Functions", 2017.
    /// </summary>
    public sealed class Swish : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Of(ActivationFunction.Swish, inputs[0]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Swish, also called SiLU: x / (1 + e⁻ˣ).</summary>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Swish() => new Layers.Swish().Apply(this);
    }
}
