using Krill.Kernels;

namespace Krill.Layers
{
    /// <summary>
    /// Leaky rectified linear unit: x where x &gt; 0, else alpha · x. Input and output of any shape. Source: Keras's LeakyReLU.
    /// </summary>
    public sealed class LeakyReLU : Layer
    {
        internal const float DefaultAlpha = 0.3f;

        /// <summary>A leaky rectified linear unit.</summary>
        /// <param name="alpha">The slope below 0; 0 or more, 0.3 by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">The slope is negative, or not a number.</exception>
        public LeakyReLU(float alpha = DefaultAlpha)
        {
            Alpha = Require.NonNegative(alpha, nameof(LeakyReLU), "slope", nameof(alpha));
        }

        /// <summary>The slope below 0.</summary>
        public float Alpha { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Elementwise(ActivationKind.LeakyRelu, inputs[0], Alpha);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Leaky rectified linear unit: x where x &gt; 0, else alpha · x.</summary>
        /// <param name="alpha">The slope below 0; 0 or more, 0.3 by default.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The slope is negative, or not a number.</exception>
        public Symbol LeakyRelu(float alpha = Layers.LeakyReLU.DefaultAlpha) => new Layers.LeakyReLU(alpha).Apply(this);
    }
}
