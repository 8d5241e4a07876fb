namespace Krill.Layers
{
    /// <summary>
    /// In training x · N(1, rate / (1 - rate)), the second number the variance, which is that of dropout at the same rate; otherwise the layer hands its input
    /// on. Input and output of any shape. Source: Keras's GaussianDropout; Srivastava et al., "Dropout", 2014.
    /// </summary>
    public sealed class GaussianDropout : Layer
    {
        /// <summary>Multiplies elements by random numbers around 1 in training.</summary>
        /// <param name="rate">The rate of the dropout whose variance it has: 0 or more, and less than 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">Not 0 or more and less than 1.</exception>
        public GaussianDropout(float rate)
        {
            Rate = Require.Rate(rate, nameof(GaussianDropout), "rate", nameof(rate));
        }

        /// <summary>The rate of the dropout whose variance it has: 0 or more, and less than 1.</summary>
        public float Rate { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.GaussianDropout(Rate), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Multiplies elements by random numbers around 1 in training.</summary>
        /// <param name="rate">The rate of the dropout whose variance it has: 0 or more, and less than 1.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">Not 0 or more and less than 1.</exception>
        public Symbol GaussianDropout(float rate) => new Layers.GaussianDropout(rate).Apply(this);
    }
}
