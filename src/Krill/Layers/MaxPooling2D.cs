using Krill.Graph;

namespace Krill.Layers
{
    /// <summary>
    /// The greatest of each window, channel by channel; padding never is it.
    /// </summary>
    /// <remarks>
    /// Input (height, width, channels), output (new height, new width, channels); see <see cref="Krill.Padding"/> for the new sizes. Source: Keras's
    /// MaxPooling2D.
    /// </remarks>
    public sealed class MaxPooling2D : Layer
    {
        /// <summary>The greatest of each window.</summary>
        /// <param name="poolSize">The window's height and width in pixels, at least 1; 2 by default.</param>
        /// <param name="strides">Pixels from one window to the next, at least 1; by default as many as the window has.</param>
        /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
        public MaxPooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = Padding.Valid)
        {
            PoolSize = Require.Positive(poolSize ?? 2, nameof(MaxPooling2D), "pool size", nameof(poolSize));
            Strides = Require.Positive(strides ?? PoolSize, nameof(MaxPooling2D), "strides", nameof(strides));
            Padding = Require.Defined(padding, nameof(MaxPooling2D), "padding", nameof(padding));
        }

        /// <summary>The window's height and width in pixels.</summary>
        public Size2D PoolSize { get; }

        /// <summary>Pixels from one window to the next.</summary>
        public Size2D Strides { get; }

        /// <summary>What the window meets at the edge.</summary>
        public Padding Padding { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new MaxPool(PoolSize, Strides, Padding), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The greatest of each window, channel by channel.</summary>
        /// <param name="poolSize">The window's height and width in pixels, at least 1; 2 by default.</param>
        /// <param name="strides">Pixels from one window to the next, at least 1; by default as many as the window has.</param>
        /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
        /// <returns>A symbol of shape (new height, new width, channels).</returns>
        /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
        public Symbol MaxPooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = Padding.Valid) =>
            new Layers.MaxPooling2D(poolSize, strides, padding).Apply(this);
    }
}
