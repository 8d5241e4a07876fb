using Krill.Graph;

namespace Krill.Layers
{
    /// <summary>
    /// The mean of each window, channel by channel; padding does not count.
    /// </summary>
    /// <remarks>
    /// Input (height, width, channels), output (new height, new width, channels); see <see cref="Krill.Padding"/> for the new sizes. Source: Keras's
    /// AveragePooling2D.
    /// </remarks>
    public sealed class AveragePooling2D : Layer
    {
        /// <summary>The mean of each window.</summary>
        /// <param name="poolSize">The window's height and width in pixels, at least 1; 2 by default.</param>
        /// <param name="strides">Pixels from one window to the next, at least 1; by default as many as the window has.</param>
        /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
        public AveragePooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = Padding.Valid)
        {
            PoolSize = Require.Positive(poolSize ?? 2, nameof(AveragePooling2D), "pool size", nameof(poolSize));
            Strides = Require.Positive(strides ?? PoolSize, nameof(AveragePooling2D), "strides", nameof(strides));
            Padding = Require.Defined(padding, nameof(AveragePooling2D), "padding", nameof(padding));
        }

        /// <summary>The window's height and width in pixels.</summary>
        public Size2D PoolSize { get; }

        /// <summary>Pixels from one window to the next.</summary>
        public Size2D Strides { get; }

        /// <summary>What the window meets at the edge.</summary>
        public Padding Padding { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => Symbol.Of(new AveragePool(PoolSize, Strides, Padding), inputs);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>The mean of each window, channel by channel.</summary>
        /// <param name="poolSize">The window's height and width in pixels, at least 1; 2 by default.</param>
        /// <param name="strides">Pixels from one window to the next, at least 1; by default as many as the window has.</param>
        /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
        /// <returns>A symbol of shape (new height, new width, channels).</returns>
        /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
        public Symbol AveragePooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = Padding.Valid) =>
            new Layers.AveragePooling2D(poolSize, strides, padding).Apply(this);
    }
}
