using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>
/// JellyfishNet: two heads, in each of which a softmax over channels weighs the features beside it, and a spine of convolutions that narrow.
/// </summary>
public sealed class Jellyfish : Recipe
{
    const float Noise = 0.02f;
    const float Rate = 0.07f;

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
    public override ValidationSplit Validation => ValidationSplit.Stratified(0.1, seed: 42);

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes)
    {
        Symbol near = Head(image, 64, strides: 4);
        Symbol far = Spine(Head(image, 128, strides: 2), 64, strides: 2);
        Symbol body = Spine(Spine(Spine(near.Concatenate(far), 64), 32), 16);
        return body
            .Flatten()
            .Dense(64).GaussianDropout(Rate).LeakyRelu(0.2f).BatchNormalization()
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

    static Symbol Head(Symbol image, int filters, int strides)
    {
        Symbol look = image.Conv2D(filters, 3, strides, Padding.Same).GaussianNoise(Noise).Relu().BatchNormalization();
        Symbol attend = image.Conv2D(filters, 7, strides, Padding.Same).GaussianNoise(Noise).Softmax().BatchNormalization();
        return look.Multiply(attend);
    }

    static Symbol Spine(Symbol input, int filters, int strides = 1) =>
        input.Conv2D(filters, 3, strides, Padding.Same).GaussianDropout(Rate).Swish().BatchNormalization();
}
