using Krill.Initializers;
using Krill.Regularizers;

namespace Krill.Layers
{
    /// <summary>
    /// Normalizes each channel over the batch: (x - mean) / √(variance + epsilon) · gamma + beta.
    /// </summary>
    /// <remarks>
    /// In training mean and (biased) variance are those of the batch, over images and all axes but the last; they also move the moving statistics: moving ·
    /// momentum + batch · (1 - momentum). Otherwise, and where <see cref="Layer.IsTrainable"/> is false, those are used. Input and output (…, channels). Parameters, each (channels): gamma, beta, moving_mean
    /// and moving_variance, the last two not trainable. Source: Keras's BatchNormalization; Ioffe and Szegedy, "Batch Normalization", 2015.
    /// </remarks>
    public sealed class BatchNormalization : Layer
    {
        internal const float DefaultMomentum = 0.99f;
        internal const float DefaultEpsilon = 1e-3f;

        Parameter? _gamma;
        Parameter? _beta;
        Parameter? _movingMean;
        Parameter? _movingVariance;

        /// <summary>A batch normalization.</summary>
        /// <param name="momentum">What the moving statistics keep of themselves in a step: 0 or more, and less than 1; 0.99 by default.</param>
        /// <param name="epsilon">Added to the variance, so that nothing is divided by 0: 0 or more, 0.001 by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
        public BatchNormalization(float momentum = DefaultMomentum, float epsilon = DefaultEpsilon)
        {
            Momentum = Require.Rate(momentum, nameof(BatchNormalization), "momentum", nameof(momentum));
            Epsilon = Require.NonNegative(epsilon, nameof(BatchNormalization), "epsilon", nameof(epsilon));
        }

        /// <summary>What the moving statistics keep of themselves in a step.</summary>
        public float Momentum { get; }

        /// <summary>What is added to the variance.</summary>
        public float Epsilon { get; }

        /// <summary>Whether beta is added; true by default.</summary>
        public bool Center { get; init; } = true;

        /// <summary>Whether gamma multiplies; true by default.</summary>
        public bool Scale { get; init; } = true;

        /// <summary>How beta starts; <see cref="Zeros"/> by default.</summary>
        public Initializer BetaInitializer { get; init => field = Require.NotNull(value, nameof(value)); } = new Zeros();

        /// <summary>How gamma starts; <see cref="Ones"/> by default.</summary>
        public Initializer GammaInitializer { get; init => field = Require.NotNull(value, nameof(value)); } = new Ones();

        /// <summary>A penalty on beta, or none (default).</summary>
        public Regularizer? BetaRegularizer { get; init; }

        /// <summary>A penalty on gamma, or none (default).</summary>
        public Regularizer? GammaRegularizer { get; init; }

        /// <inheritdoc/>
        protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs)
        {
            if (inputs[0].Rank == 0)
            {
                yield return $"received {inputs[0]}; expected at least the axis of the channels.";
            }
            else if (_movingMean is not null && inputs[0][^1] != _movingMean.Shape[0])
            {
                yield return $"received {inputs[0]}; expected {_movingMean.Shape[0]} channels, as in the first place where the layer was applied.";
            }
        }

        /// <inheritdoc/>
        protected override void Build(IReadOnlyList<Shape> inputs)
        {
            var channels = new Shape(inputs[0][^1]);
            _gamma = Scale ? AddParameter(new Parameter("gamma", channels, GammaInitializer) { Regularizer = GammaRegularizer }) : null;
            _beta = Center ? AddParameter(new Parameter("beta", channels, BetaInitializer) { Regularizer = BetaRegularizer }) : null;
            _movingMean = AddParameter(new Parameter("moving_mean", channels, new Zeros()) { IsTrainable = false });
            _movingVariance = AddParameter(new Parameter("moving_variance", channels, new Ones()) { IsTrainable = false });
        }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs)
        {
            Parameter?[] parameters = [_movingMean, _movingVariance, _gamma, _beta];
            return Symbol.Of(
                new Graph.BatchNormalization(Momentum, Epsilon, Scale, Center),
                [inputs[0], .. parameters.OfType<Parameter>().Select(parameter => parameter.Symbol)]);
        }
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Normalizes each channel over the batch: (x - mean) / √(variance + epsilon) · gamma + beta.</summary>
        /// <param name="momentum">What the moving statistics keep of themselves in a step: 0 or more, and less than 1; 0.99 by default.</param>
        /// <param name="epsilon">Added to the variance, so that nothing is divided by 0: 0 or more, 0.001 by default.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
        public Symbol BatchNormalization(
            float momentum = Layers.BatchNormalization.DefaultMomentum, float epsilon = Layers.BatchNormalization.DefaultEpsilon) =>
            new Layers.BatchNormalization(momentum, epsilon).Apply(this);
    }
}
