using Krill.Graph;
using Krill.Kernels;

namespace Krill.Layers
{
    /// <summary>
    /// The difference, element by element: a - b.
    /// </summary>
    /// <remarks>
    /// Takes two inputs of equal shapes, and gives one of the same shape. An input that is one for all images (a parameter, a whole batch's minimum) may be a
    /// single number, or have the last axes of the other, along which it then repeats: a number per channel. Source: Keras's Subtract.
    /// </remarks>
    public sealed class Subtract : Layer
    {
        /// <inheritdoc/>
        protected override int? InputCount => 2;

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => BinaryOperation.Of(BinaryKind.Subtract, inputs[0], inputs[1]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The difference, element by element: a - b.</summary>
        /// <param name="other">A symbol of the same shape; or of one number or the last axes, when it is one for all images.</param>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Subtract(Symbol other) => new Layers.Subtract().Apply(this, other);
    }
}
