namespace Krill.Layers
{
    /// <summary>
    /// The same numbers under other axes, the last innermost. Input of any shape, output of the given one. Source: Keras's Reshape.
    /// </summary>
    public sealed class Reshape : Layer
    {
        readonly int[] _axes;

        /// <summary>Other axes.</summary>
        /// <param name="axes">The sizes without the batch axis, each at least 1; one may be -1: what is left of the elements.</param>
        /// <exception cref="ArgumentOutOfRangeException">A size is neither at least 1 nor -1.</exception>
        /// <exception cref="ArgumentException">More than one size is -1.</exception>
        public Reshape(params ReadOnlySpan<int> axes)
        {
            _axes = axes.ToArray();
            foreach (int axis in axes)
            {
                if (axis is < 1 and not -1)
                {
                    throw new ArgumentOutOfRangeException(nameof(axes), axis, $"Reshape: received the axes {this}; expected sizes of at least 1, or -1 for what is left.");
                }
            }

            if (axes.Count(-1) > 1)
            {
                throw new ArgumentException($"Reshape: received the axes {this}; expected -1 once at most.", nameof(axes));
            }
        }

        /// <summary>The sizes without the batch axis; -1 stands for what is left of the elements.</summary>
        public IReadOnlyList<int> Axes => _axes;

        /// <summary>The axes in parentheses: <c>(28, 28, 1)</c>.</summary>
        public override string ToString() => $"({string.Join(", ", _axes)})";

        /// <inheritdoc/>
        protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs)
        {
            long known = KnownElements();
            int received = inputs[0].Elements;
            bool takesMultiples = _axes.Contains(-1);
            if (takesMultiples ? received % known != 0 : received != known)
            {
                string expected = takesMultiples ? $"a multiple of {known}" : $"{known}";
                yield return $"received {inputs[0]}, which has {received} elements; expected {expected}, to make {this} of.";
            }
        }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs)
        {
            int left = (int)(inputs[0].Shape!.Elements / KnownElements());
            return Symbol.Of(new Graph.Reshape(new Shape([.. _axes.Select(axis => axis == -1 ? left : axis)])), inputs);
        }

        long KnownElements() => _axes.Where(axis => axis != -1).Aggregate(1L, (product, axis) => product * axis);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The same numbers under other axes.</summary>
        /// <param name="axes">The sizes without the batch axis, each at least 1; one may be -1: what is left of the elements.</param>
        /// <returns>A symbol of that shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">A size is neither at least 1 nor -1.</exception>
        /// <exception cref="ArgumentException">More than one size is -1.</exception>
        public Symbol Reshape(params ReadOnlySpan<int> axes) => new Layers.Reshape(axes).Apply(this);
    }
}
