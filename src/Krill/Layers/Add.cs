using Krill.Graph;
using Krill.Kernels;

namespace Krill.Layers
{
    /// <summary>
    /// The sum, element by element: a + b + ….
    /// </summary>
    /// <remarks>
    /// Takes two or more inputs of equal shapes, and gives one of the same shape. An input that is one for all images (a parameter, a whole batch's minimum) may be a
    /// single number, or have the last axes of the other, along which it then repeats: a number per channel. Source: Keras's Add.
    /// </remarks>
    public sealed class Add : Layer
    {
        /// <inheritdoc/>
        protected override int? InputCount => null;

        /// <inheritdoc/>
        protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs) =>
            inputs.Count < 2 ? ["received 1 input; expected at least 2."] : [];

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) =>
            inputs.Skip(1).Aggregate(inputs[0], (left, right) => BinaryOperation.Of(BinaryKind.Add, left, right));
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The sum, element by element: a + b + ….</summary>
        /// <param name="other">A symbol of the same shape; or of one number or the last axes, when it is one for all images.</param>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol Add(Symbol other) => new Layers.Add().Apply(this, other);
    }
}
