using Krill.Graph;

namespace Krill.Layers
{
    /// <summary>
    /// The greatest element of the whole batch: one number for all images, so that a prediction depends on what else is in its batch.
    /// </summary>
    /// <remarks>
    /// Input of any shape, output () for the whole batch. All elements that attain it share its gradient. Source: TensorFlow's reduce_max without axes.
    /// </remarks>
    public sealed class WholeMaximum : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new WholeExtremum(greatest: true), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The greatest element of the whole batch: one number for all images.</summary>
        /// <returns>A symbol of shape () that is one for the whole batch; arithmetic repeats it.</returns>
        public Symbol WholeMaximum() => new Layers.WholeMaximum().Apply(this);
    }
}
