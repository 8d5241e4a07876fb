using Krill.Graph;

namespace Krill.Layers
{
    /// <summary>
    /// The mean of all pixels, channel by channel. Input (height, width, channels), output (channels). Source: Keras's GlobalAveragePooling2D.
    /// </summary>
    public sealed class GlobalAveragePooling2D : Layer
    {
        /// <inheritdoc/>
        protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs)
        {
            if (inputs[0].Rank != 3)
            {
                yield return $"received {inputs[0]}; expected an image of (height, width, channels).";
            }
        }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs)
        {
            Shape image = inputs[0].Shape!;
            Size2D whole = (image[0], image[1]);
            return Symbol.Of(new Graph.Reshape(new Shape(image[2])), Symbol.Of(new AveragePool(whole, whole, Padding.Valid), inputs));
        }
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The mean of all pixels, channel by channel.</summary>
        /// <returns>A symbol of shape (channels).</returns>
        public Symbol GlobalAveragePooling2D() => new Layers.GlobalAveragePooling2D().Apply(this);
    }
}
