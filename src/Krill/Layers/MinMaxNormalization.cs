using Krill.Graph;
using Krill.Kernels;

namespace Krill.Layers
{
    /// <summary>
    /// (x - minimum) / (maximum - minimum), so that all elements lie between 0 and 1: both over the whole batch, or image by image.
    /// </summary>
    /// <remarks>
    /// Over the whole batch, a prediction depends on what else is in its batch. Where all elements of the batch, or of the image, are equal, the result is 0 and so is the
    /// gradient. Input of any shape; image by image (height, width, channels). Minimum and maximum take part in the gradient: over the whole batch all elements that attain them share it, image by
    /// image the first of each channel has it, and of these the first. Source: the min-max architecture of the CIFAR-100 super-class networks that the
    /// <c>minmax</c> recipe reproduces.
    /// </remarks>
    public sealed class MinMaxNormalization : Layer
    {
        /// <summary>Whether each image has a minimum and a maximum of its own; by default the whole batch has one of each.</summary>
        public bool PerImage { get; init; }

        /// <inheritdoc/>
        protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs)
        {
            if (PerImage && inputs[0].Rank != 3)
            {
                yield return $"received {inputs[0]}; expected an image of (height, width, channels).";
            }
        }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs)
        {
            Symbol x = inputs[0];
            if (!PerImage)
            {
                Symbol minimum = x.WholeMinimum();
                return Divided(x.Subtract(minimum), x.WholeMaximum().Subtract(minimum));
            }

            Symbol least = Negative(Greatest(Negative(x)));
            Symbol range = Greatest(x).Subtract(least);
            return Divided(x.Subtract(Repeated(least, x)), Repeated(range, x));
        }

        static Symbol Greatest(Symbol x)
        {
            Symbol byChannel = x.GlobalMaxPooling2D();
            return byChannel.Reshape(byChannel.Shape![0], 1, 1).GlobalMaxPooling2D();
        }

        static Symbol Divided(Symbol x, Symbol range) => BinaryOperation.Of(BinaryKind.DivideNoNan, x, range);

        static Symbol Negative(Symbol x) => Symbol.Of(new Scale(-1), x);

        static Symbol Repeated(Symbol number, Symbol x) => Symbol.Of(new RepeatNumber(x.Shape!), number);
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
