using Krill.Graph;
using Krill.Initializers;
using Krill.Layers;
using Krill.Regularizers;

namespace Krill.Layers
{
    /// <summary>
    /// Convolution of images: y[row, column, filter] = f(bias[filter] + Σ x[row · stride + i - top, column · stride + j - left, channel] ·
    /// kernel[i, j, channel, filter]), the sum over the window (i, j) and the input's channels.
    /// </summary>
    /// <remarks>
    /// Input (height, width, channels), output (new height, new width, filters); see <see cref="Krill.Padding"/> for the new sizes. Parameters: kernel (window
    /// height, window width, channels, filters) and bias (filters). Source: Keras's Conv2D.
    /// </remarks>
    public sealed class Conv2D : Layer
    {
        Parameter? _kernel;
        Parameter? _bias;

        /// <summary>A convolution.</summary>
        /// <param name="filters">Channels of the output, at least 1.</param>
        /// <param name="kernelSize">The window's height and width in pixels, at least 1.</param>
        /// <param name="strides">Pixels from one window to the next, at least 1; 1 by default.</param>
        /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
        public Conv2D(int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = Padding.Valid)
        {
            Filters = Require.Positive(filters, nameof(Conv2D), "number of filters", nameof(filters));
            KernelSize = Require.Positive(kernelSize, nameof(Conv2D), "kernel size", nameof(kernelSize));
            Strides = Require.Positive(strides ?? 1, nameof(Conv2D), "strides", nameof(strides));
            Padding = Require.Defined(padding, nameof(Conv2D), "padding", nameof(padding));
        }

        /// <summary>Channels of the output.</summary>
        public int Filters { get; }

        /// <summary>The window's height and width in pixels.</summary>
        public Size2D KernelSize { get; }

        /// <summary>Pixels from one window to the next.</summary>
        public Size2D Strides { get; }

        /// <summary>What the window meets at the edge.</summary>
        public Padding Padding { get; }

        /// <summary>The function that the layer ends in; <see cref="ActivationFunction.Linear"/> by default.</summary>
        public ActivationFunction Activation { get; init => field = Require.Defined(value, nameof(Conv2D), "activation", nameof(value)); }

        /// <summary>Whether each filter has a bias; true by default.</summary>
        public bool UseBias { get; init; } = true;

        /// <summary>How the kernel starts; <see cref="GlorotUniform"/> by default.</summary>
        public Initializer KernelInitializer { get; init => field = Require.NotNull(value, nameof(value)); } = new GlorotUniform();

        /// <summary>How the bias starts; <see cref="Zeros"/> by default.</summary>
        public Initializer BiasInitializer { get; init => field = Require.NotNull(value, nameof(value)); } = new Zeros();

        /// <summary>A penalty on the kernel, or none (default).</summary>
        public Regularizer? KernelRegularizer { get; init; }

        /// <summary>A penalty on the bias, or none (default).</summary>
        public Regularizer? BiasRegularizer { get; init; }

        /// <inheritdoc/>
        protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs)
        {
            var problems = new List<string>();
            WindowShapes.Of(inputs[0], KernelSize, Strides, Padding, problems);
            if (problems.Count == 0 && _kernel is not null && inputs[0][^1] != _kernel.Shape[2])
            {
                problems.Add($"received {inputs[0]}; expected {_kernel.Shape[2]} channels, as in the first place where the layer was applied.");
            }

            return problems;
        }

        /// <inheritdoc/>
        protected override void Build(IReadOnlyList<Shape> inputs)
        {
            _kernel = AddParameter(new Parameter("kernel", new Shape(KernelSize.Height, KernelSize.Width, inputs[0][^1], Filters), KernelInitializer)
            {
                Regularizer = KernelRegularizer,
            });
            _bias = UseBias ? AddParameter(new Parameter("bias", new Shape(Filters), BiasInitializer) { Regularizer = BiasRegularizer }) : null;
        }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) =>
            ActivationFunctions.Of(Activation, inputs[0].Convolution(_kernel!.Symbol, Strides, Padding, _bias?.Symbol));
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Convolution of images: at each place the sum over a window and all channels, weighted by a kernel for each filter, plus a bias.</summary>
        /// <param name="filters">Channels of the output, at least 1.</param>
        /// <param name="kernelSize">The window's height and width in pixels, at least 1.</param>
        /// <param name="strides">Pixels from one window to the next, at least 1; 1 by default.</param>
        /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
        /// <param name="activation">The function that the layer ends in; none by default.</param>
        /// <returns>A symbol of shape (new height, new width, filters).</returns>
        /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
        public Symbol Conv2D(
            int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = Padding.Valid, ActivationFunction activation = ActivationFunction.Linear) =>
            new Conv2D(filters, kernelSize, strides, padding) { Activation = activation }.Apply(this);
    }
}
