namespace Krill.Layers
{
    /// <summary>
    /// (x - minimum) / (maximum - minimum), both over the whole batch, so that its elements lie between 0 and 1; a prediction then depends on what else is in
    /// its batch. A batch whose elements are all equal gives not a number.
    /// </summary>
    /// <remarks>
    /// Input and output of any shape. Minimum and maximum take part in the gradient. Source: the min-max architecture of the CIFAR-100 super-class networks
    /// that the <c>minmax</c> recipe reproduces.
    /// </remarks>
    public sealed class MinMaxNormalization : Layer
    {
        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs)
        {
            Symbol minimum = inputs[0].WholeMinimum();
            return inputs[0].Subtract(minimum).Divide(inputs[0].WholeMaximum().Subtract(minimum));
        }
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>(x - minimum) / (maximum - minimum), both over the whole batch.</summary>
        /// <returns>A symbol of the same shape.</returns>
        public Symbol MinMaxNormalization() => new Layers.MinMaxNormalization().Apply(this);
    }
}
