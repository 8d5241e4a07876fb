namespace Krill.Layers
{
    /// <summary>
    /// The inputs one behind the other along an axis: the channels, unless said otherwise.
    /// </summary>
    /// <remarks>
    /// Takes one or more inputs whose shapes differ in that axis at most; in the output it is as long as all of theirs. Source: Keras's Concatenate.
    /// </remarks>
    public sealed class Concatenate : Layer
    {
        /// <summary>The inputs one behind the other.</summary>
        /// <param name="axis">
        /// The axis, counted as in <see cref="Symbol.Shape"/>: 0 is the outermost of an image (Keras counts the batch axis too), -1 (default) the innermost.
        /// </param>
        public Concatenate(int axis = -1)
        {
            Axis = axis;
        }

        /// <summary>The axis.</summary>
        public int Axis { get; }

        /// <inheritdoc/>
        protected override int? InputCount => null;

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new Graph.Concatenate(Axis), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>This and another, one behind the other along an axis: the channels, unless said otherwise.</summary>
        /// <param name="other">A symbol whose shape differs in that axis at most.</param>
        /// <param name="axis">The axis, 0 the outermost of an image, -1 (default) the innermost.</param>
        /// <returns>A symbol whose axis is as long as both together.</returns>
        public Symbol Concatenate(Symbol other, int axis = -1) => new Layers.Concatenate(axis).Apply(this, other);
    }
}
