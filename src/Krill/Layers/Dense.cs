using Krill.Initializers;
using Krill.Layers;
using Krill.Regularizers;

namespace Krill.Layers
{
    /// <summary>
    /// A fully connected layer: y[unit] = f(bias[unit] + Σ x[i] · kernel[i, unit]), the sum over the last axis.
    /// </summary>
    /// <remarks>
    /// Input (…, inputs), output (…, units). Parameters: kernel (inputs, units) and bias (units). As in Keras the axes before the last stay, so that an image
    /// is to be flattened first if all of its pixels are to be connected. Source: Keras's Dense.
    /// </remarks>
    public sealed class Dense : Layer
    {
        Parameter? _kernel;
        Parameter? _bias;

        /// <summary>A fully connected layer.</summary>
        /// <param name="units">Elements of the output's last axis, at least 1.</param>
        /// <param name="activation">The function that the layer ends in; none by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 units, or no such function.</exception>
        public Dense(int units, ActivationFunction activation = ActivationFunction.Linear)
        {
            Units = Require.Positive(units, nameof(Dense), "number of units", nameof(units));
            Activation = Require.Defined(activation, nameof(Dense), "activation", nameof(activation));
        }

        /// <summary>Elements of the output's last axis.</summary>
        public int Units { get; }

        /// <summary>The function that the layer ends in.</summary>
        public ActivationFunction Activation { get; }

        /// <summary>Whether each unit has a bias; true by default.</summary>
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
            if (inputs[0].Rank == 0)
            {
                yield return $"received {inputs[0]}; expected at least one axis.";
            }
            else if (_kernel is not null && inputs[0][^1] != _kernel.Shape[0])
            {
                yield return $"received {inputs[0]}; expected a last axis of {_kernel.Shape[0]}, as in the first place where the layer was applied.";
            }
        }

        /// <inheritdoc/>
        protected override void Build(IReadOnlyList<Shape> inputs)
        {
            _kernel = AddParameter(new Parameter("kernel", new Shape(inputs[0][^1], Units), KernelInitializer) { Regularizer = KernelRegularizer });
            _bias = UseBias ? AddParameter(new Parameter("bias", new Shape(Units), BiasInitializer) { Regularizer = BiasRegularizer }) : null;
        }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) =>
            ActivationFunctions.Of(Activation, inputs[0].MatrixProduct(_kernel!.Symbol, _bias?.Symbol));
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>A fully connected layer: each unit is a weighted sum over the last axis, plus a bias.</summary>
        /// <param name="units">Elements of the output's last axis, at least 1.</param>
        /// <param name="activation">The function that the layer ends in; none by default.</param>
        /// <returns>A symbol of shape (…, units).</returns>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 units, or no such function.</exception>
        public Symbol Dense(int units, ActivationFunction activation = ActivationFunction.Linear) => new Dense(units, activation).Apply(this);
    }
}
