using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Tuning;

namespace Krill.Recipes;

/// <summary>The convolutional network that Keras courses show first: two convolutions, of which only the second has an activation.</summary>
/// <remarks>
/// With <see cref="IsAugmented"/> its images are turned, moved, sheared and zoomed, and it is trained for 40 epochs on all of them, in which the learning rate falls
/// to 0 along a cosine. The course leaves the rate as it is and validates on training images; here nothing is chosen, so no images are kept apart.
/// </remarks>
public sealed class ConvNet : Recipe
{
    static readonly SearchSpace s_space = new(
        new FloatRange("conv_dropout", 0.1, 0.5) { Step = 0.1, Default = 0.2 },
        new IntegerRange("dense_units", 64, 256) { Step = 64, Default = 128 },
        new FloatRange("dense_dropout", 0.1, 0.7) { Step = 0.1, Default = 0.5 },
        new FloatRange("learning_rate", 0.000125, 0.008) { Step = 2, Scale = ParameterScale.Logarithmic, Default = 0.001 });

    readonly TrialValues _values;

    /// <summary>The network with the course's values.</summary>
    public ConvNet()
        : this(s_space.Defaults)
    {
    }

    ConvNet(TrialValues values)
    {
        _values = values;
    }

    /// <summary>Whether its training images are augmented; false by default.</summary>
    public bool IsAugmented { get; init; }

    /// <inheritdoc/>
    public override string Name => IsAugmented ? "convnet-augmented" : "convnet";

    /// <inheritdoc/>
    public override string Description => IsAugmented
        ? "convnet on images turned, moved, sheared and zoomed anew in every epoch"
        : "the classic convnet for MNIST: two convolutions, pooling, dropout, two dense layers";

    /// <inheritdoc/>
    public override string Source => $"a course on convolutional networks with Keras (about {(IsAugmented ? "99.4" : "99")}%)";

    /// <inheritdoc/>
    public override string DefaultDataset => "mnist";

    /// <inheritdoc/>
    public override int BatchSize => 500;

    /// <inheritdoc/>
    public override int Epochs => IsAugmented ? 40 : 50;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override IReadOnlyList<Augmentation> Augmentation =>
        IsAugmented ? [new RandomAffine { Rotation = 8, WidthShift = 0.08, HeightShift = 0.08, Shear = 15, Zoom = 0.08 }] : [];

    /// <inheritdoc/>
    public override ValidationSplit Validation => IsAugmented ? ValidationSplit.None : ValidationSplit.Last(0.1);

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <summary>Dropout behind the convolutions and behind the dense layer, that layer's units, and Adam's rate.</summary>
    public override SearchSpace SearchSpace => s_space;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes) => image
        .Conv2D(32, 3)
        .Conv2D(64, 3).Relu()
        .MaxPooling2D(2)
        .Dropout((float)_values.Float("conv_dropout"))
        .Flatten()
        .Dense(_values.Integer("dense_units")).Relu()
        .Dropout((float)_values.Float("dense_dropout"))
        .Dense(classes).Softmax();

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new Adam((float)_values.Float("learning_rate"));

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() =>
        IsAugmented ? [new ScheduledLearningRate(new CosineDecay())] : [new EarlyStopping(Metric.ValidationAccuracy) { Patience = 5, RestoreBestWeights = true }];

    /// <inheritdoc/>
    protected override Recipe WithValues(TrialValues values) => new ConvNet(values) { IsAugmented = IsAugmented };
}
