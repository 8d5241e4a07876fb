using Krill.Graph;

namespace Krill.Layers
{
    /// <summary>
    /// x · scale + offset: brings pixels of 0 to 255 to 0 to 1 within the network, for example. Input and output of any shape. Source: Keras's Rescaling.
    /// </summary>
    public sealed class Rescaling : Layer
    {
        /// <summary>Multiplies by a constant and adds one.</summary>
        /// <param name="scale">What elements are multiplied by; finite.</param>
        /// <param name="offset">What is added then; finite, 0 by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
        public Rescaling(float scale, float offset = 0)
        {
            Scale = Require.Finite(scale, nameof(Rescaling), "scale", nameof(scale));
            Offset = Require.Finite(offset, nameof(Rescaling), "offset", nameof(offset));
        }

        /// <summary>What elements are multiplied by.</summary>
        public float Scale { get; }

        /// <summary>What is added then.</summary>
        public float Offset { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs)
        {
            Symbol scaled = Symbol.Of(new Scale(Scale), inputs);
            return Offset == 0 ? scaled : Symbol.Of(new Shift(Offset), scaled);
        }
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Multiplies by a constant and adds one: x · scale + offset.</summary>
        /// <param name="scale">What elements are multiplied by; finite.</param>
        /// <param name="offset">What is added then; finite, 0 by default.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
        public Symbol Rescaling(float scale, float offset = 0) => new Layers.Rescaling(scale, offset).Apply(this);
    }
}
