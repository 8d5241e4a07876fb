using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Tuning;

namespace Krill.Recipes;

/// <summary>
/// JellyfishNet: two heads, in each of which a softmax over channels weighs the features beside it, and a spine of convolutions that narrow.
/// </summary>
public sealed class Jellyfish : Recipe
{
    const string Relu = "relu";
    const string LeakyRelu = "leaky_relu";
    const string Swish = "swish";

    static readonly SearchSpace s_space = new(
        Rate("head_noise", 0.02),
        Activation("head_activation", Relu),
        Rate("spine_dropout", 0.07),
        Activation("spine_activation", Swish),
        new IntegerRange("dense_units", 32, 192) { Step = 16, Default = 64 },
        Rate("dense_dropout", 0.07),
        Activation("dense_activation", LeakyRelu));

    readonly TrialValues _values;

    /// <summary>The network with the values that the notebook's tuner found.</summary>
    public Jellyfish()
        : this(s_space.Defaults)
    {
    }

    Jellyfish(TrialValues values)
    {
        _values = values;
    }

    /// <inheritdoc/>
    public override string Name => "jellyfish";

    /// <inheritdoc/>
    public override string Description => "JellyfishNet for MNIST: two heads with simple attention, 234,330 trainable parameters";

    /// <inheritdoc/>
    public override string Source => "the JellyfishNet notebook (Keras; 99.75% by an ensemble of 15, with augmentation)";

    /// <inheritdoc/>
    public override string DefaultDataset => "mnist";

    /// <inheritdoc/>
    public override int BatchSize => 50;

    /// <inheritdoc/>
    public override int Epochs => 200;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override IReadOnlyList<Augmentation> Augmentation => [new RandomAffine { Rotation = 10, Zoom = 0.2, WidthShift = 0.2, HeightShift = 0.2 }];

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.Stratified(0.1, seed: 42);

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <summary>The notebook's: rates of 0.01 to 0.10, ReLU, LeakyReLU (0.2) or swish in heads, spine and dense block, 32 to 192 dense units by 16.</summary>
    public override SearchSpace SearchSpace => s_space;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes)
    {
        Symbol near = Head(image, 64, strides: 4);
        Symbol far = Spine(Head(image, 128, strides: 2), 64, strides: 2);
        Symbol body = Spine(Spine(Spine(near.Concatenate(far), 64), 32), 16);
        Symbol dense = body.Flatten().Dense(_values.Integer("dense_units")).GaussianDropout(ValueOf("dense_dropout"));
        return Activate(dense, "dense_activation").BatchNormalization()
            .Dense(classes).Softmax();
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new Adam(1e-3f);

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() =>
    [
        // The notebook's checkpoint keeps the best epoch's weights and its ensemble loads them: restoring does the same.
        new EarlyStopping(Metric.ValidationAccuracy) { Patience = 7, RestoreBestWeights = true },
        new ReduceLROnPlateau(Metric.ValidationAccuracy) { Factor = 0.5, Patience = 2, MinLr = 1e-10f },
    ];

    /// <inheritdoc/>
    protected override Recipe WithValues(TrialValues values) => new Jellyfish(values);

    Symbol Head(Symbol image, int filters, int strides)
    {
        float noise = ValueOf("head_noise");
        Symbol look = Activate(image.Conv2D(filters, 3, strides, Padding.Same).GaussianNoise(noise), "head_activation").BatchNormalization();
        Symbol attend = image.Conv2D(filters, 7, strides, Padding.Same).GaussianNoise(noise).Softmax().BatchNormalization();
        return look.Multiply(attend);
    }

    Symbol Spine(Symbol input, int filters, int strides = 1) =>
        Activate(input.Conv2D(filters, 3, strides, Padding.Same).GaussianDropout(ValueOf("spine_dropout")), "spine_activation").BatchNormalization();

    Symbol Activate(Symbol input, string parameter) => _values.Choice(parameter) switch
    {
        Relu => input.Relu(),
        LeakyRelu => input.LeakyRelu(0.2f),
        _ => input.Swish(),
    };

    float ValueOf(string rate) => (float)_values.Float(rate);

    static FloatRange Rate(string name, double value) => new(name, 0.01, 0.1) { Step = 0.01, Default = value };

    static Choice Activation(string name, string value) => new(name, Relu, LeakyRelu, Swish) { Default = value };
}
