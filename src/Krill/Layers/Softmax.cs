namespace Krill.Layers
{
    /// <summary>
    /// Softmax: eˣ / Σ eˣ, the sum along an axis, so that the elements along it are positive and add up to 1. Input and output of any shape with at
    /// least one axis. Source: Keras's Softmax.
    /// </summary>
    public sealed class Softmax : Layer
    {
        /// <summary>A softmax.</summary>
        /// <param name="axis">
        /// The axis to sum along, counted as in <see cref="Symbol.Shape"/>: 0 is the outermost of an image (Keras counts the batch axis too), -1
        /// (default) the innermost.
        /// </param>
        public Softmax(int axis = -1)
        {
            Axis = axis;
        }

        /// <summary>The axis to sum along.</summary>
        public int Axis { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.Softmax(Axis), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Softmax: eˣ / Σ eˣ, the sum along an axis.</summary>
        /// <param name="axis">The axis to sum along, 0 the outermost of an image, -1 (default) the innermost.</param>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Softmax(int axis = -1) => new Layers.Softmax(axis).Apply(this);
    }
}
