namespace Krill.Layers
{
    /// <summary>
    /// Gaussian error linear unit: x · Φ(x), Φ the normal distribution function, exact. Input and output of any shape.
    /// Source: Keras's gelu activation without approximation; Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016.
    /// </summary>
    public sealed class Gelu : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Of(ActivationFunction.Gelu, inputs[0]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Gaussian error linear unit: x · Φ(x), Φ the normal distribution function, exact.</summary>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Gelu() => new Layers.Gelu().Apply(this);
    }
}
