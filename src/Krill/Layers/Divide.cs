using Krill.Graph;
using Krill.Kernels;

namespace Krill.Layers
{
    /// <summary>
    /// The quotient, element by element: a / b.
    /// </summary>
    /// <remarks>
    /// Takes two inputs of equal shapes, and gives one of the same shape. An input that is one for all images (a parameter, a whole batch's minimum) may be a
    /// single number, or have the last axes of the other, along which it then repeats: a number per channel. Source: TensorFlow's divide.
    /// </remarks>
    public sealed class Divide : Layer
    {
        /// <inheritdoc/>
        protected override int? InputCount => 2;

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => BinaryOperation.Of(BinaryKind.Divide, inputs[0], inputs[1]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The quotient, element by element: a / b.</summary>
        /// <param name="other">A symbol of the same shape; or of one number or the last axes, when it is one for all images.</param>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Divide(Symbol other) => new Layers.Divide().Apply(this, other);
    }
}
