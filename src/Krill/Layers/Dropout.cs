namespace Krill.Layers
{
    /// <summary>
    /// In training each element is 0 with probability rate, else x / (1 - rate); otherwise the layer hands its input on. Input and output of any shape.
    /// Source: Keras's Dropout; Srivastava et al., "Dropout", 2014.
    /// </summary>
    public sealed class Dropout : Layer
    {
        /// <summary>Sets elements to 0 at random in training, and divides the others by what is kept of them.</summary>
        /// <param name="rate">The share of elements set to 0: 0 or more, and less than 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">Not 0 or more and less than 1.</exception>
        public Dropout(float rate)
        {
            Rate = Require.Rate(rate, nameof(Dropout), "rate", nameof(rate));
        }

        /// <summary>The share of elements set to 0: 0 or more, and less than 1.</summary>
        public float Rate { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.Dropout(Rate), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Sets elements to 0 at random in training, and divides the others by what is kept of them.</summary>
        /// <param name="rate">The share of elements set to 0: 0 or more, and less than 1.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">Not 0 or more and less than 1.</exception>
        public Symbol Dropout(float rate) => new Layers.Dropout(rate).Apply(this);
    }
}
