using Krill.Graph;

namespace Krill.Layers
{
    /// <summary>
    /// The least element of the whole batch: one number for all images, so that a prediction depends on what else is in its batch.
    /// </summary>
    /// <remarks>
    /// Input of any shape, output () for the whole batch. All elements that attain it share its gradient. Source: TensorFlow's reduce_min without axes.
    /// </remarks>
    public sealed class WholeMinimum : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new WholeExtremum(greatest: false), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The least element of the whole batch: one number for all images.</summary>
        /// <returns>A symbol of shape () that is one for the whole batch; arithmetic repeats it.</returns>
        public Symbol WholeMinimum() => new Layers.WholeMinimum().Apply(this);
    }
}
