namespace Krill.Layers
{
    /// <summary>
    /// In training x + N(0, standardDeviation²); otherwise the layer hands its input on. Input and output of any shape. Source: Keras's GaussianNoise.
    /// </summary>
    public sealed class GaussianNoise : Layer
    {
        /// <summary>Adds normally distributed numbers in training.</summary>
        /// <param name="standardDeviation">The standard deviation of the noise, in the unit of the input: 0 or more.</param>
        /// <exception cref="ArgumentOutOfRangeException">Negative, or not a number.</exception>
        public GaussianNoise(float standardDeviation)
        {
            StandardDeviation = Require.NonNegative(standardDeviation, nameof(GaussianNoise), "standard deviation", nameof(standardDeviation));
        }

        /// <summary>The standard deviation of the noise, in the unit of the input: 0 or more.</summary>
        public float StandardDeviation { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.GaussianNoise(StandardDeviation), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Adds normally distributed numbers in training.</summary>
        /// <param name="standardDeviation">The standard deviation of the noise, in the unit of the input: 0 or more.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">Negative, or not a number.</exception>
        public Symbol GaussianNoise(float standardDeviation) => new Layers.GaussianNoise(standardDeviation).Apply(this);
    }
}
