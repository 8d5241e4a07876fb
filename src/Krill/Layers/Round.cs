namespace Krill.Layers
{
    /// <summary>
    /// round(x · 10^decimals) / 10^decimals, halves to even. Input and output of any shape. Source: TensorFlow's round.
    /// </summary>
    public sealed class Round : Layer
    {
        /// <summary>Rounds elements.</summary>
        /// <param name="decimals">Digits behind the point that stay: 0 (default) to 6, what single precision can hold.</param>
        /// <param name="gradient">What is handed back; <see cref="RoundGradient.Zero"/> by default, with which nothing before the layer learns.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 or more than 6 decimals, or no such gradient.</exception>
        public Round(int decimals = 0, RoundGradient gradient = RoundGradient.Zero)
        {
            Decimals = decimals is >= 0 and <= 6
                ? decimals
                : throw new ArgumentOutOfRangeException(nameof(decimals), decimals, $"Round: received {decimals} decimals; expected 0 to 6.");
            Gradient = Require.Defined(gradient, nameof(Round), "gradient", nameof(gradient));
        }

        /// <summary>Digits behind the point that stay.</summary>
        public int Decimals { get; }

        /// <summary>What is handed back.</summary>
        public RoundGradient Gradient { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.Round((float)Math.Pow(10, Decimals), Gradient), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Rounds elements: round(x · 10^decimals) / 10^decimals, halves to even.</summary>
        /// <param name="decimals">Digits behind the point that stay: 0 (default) to 6.</param>
        /// <param name="gradient">What is handed back; <see cref="RoundGradient.Zero"/> by default, with which nothing before the layer learns.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 or more than 6 decimals, or no such gradient.</exception>
        public Symbol Round(int decimals = 0, RoundGradient gradient = RoundGradient.Zero) => new Layers.Round(decimals, gradient).Apply(this);
    }
}
