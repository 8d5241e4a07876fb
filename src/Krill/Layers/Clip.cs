namespace Krill.Layers
{
    /// <summary>
    /// min(max(x, minimum), maximum). Input and output of any shape. The gradient is 0 where a bound binds. Source: TensorFlow's clip_by_value.
    /// </summary>
    public sealed class Clip : Layer
    {
        /// <summary>Holds elements between two bounds.</summary>
        /// <param name="minimum">The lower bound; finite.</param>
        /// <param name="maximum">The upper bound; finite, and not less than the lower.</param>
        /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
        public Clip(float minimum, float maximum)
        {
            Minimum = Require.Finite(minimum, nameof(Clip), "minimum", nameof(minimum));
            Maximum = Require.Finite(maximum, nameof(Clip), "maximum", nameof(maximum));
            Require.Ordered(minimum, maximum, nameof(Clip), nameof(maximum));
        }

        /// <summary>The lower bound.</summary>
        public float Minimum { get; }

        /// <summary>The upper bound.</summary>
        public float Maximum { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.Clip(Minimum, Maximum), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Holds elements between two bounds: min(max(x, minimum), maximum).</summary>
        /// <param name="minimum">The lower bound; finite.</param>
        /// <param name="maximum">The upper bound; finite, and not less than the lower.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
        public Symbol Clip(float minimum, float maximum) => new Layers.Clip(minimum, maximum).Apply(this);
    }
}
