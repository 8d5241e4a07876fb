using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>The convolutional network that Keras courses show first: two convolutions, of which only the second has an activation.</summary>
public sealed class ConvNet : Recipe
{
    /// <inheritdoc/>
    public override string Name => "convnet";

    /// <inheritdoc/>
    public override string Description => "the classic convnet for MNIST: two convolutions, pooling, dropout, two dense layers";

    /// <inheritdoc/>
    public override string Source => "a course on convolutional networks with Keras (about 99%)";

    /// <inheritdoc/>
    public override string DefaultDataset => "mnist";

    /// <inheritdoc/>
    public override int BatchSize => 500;

    /// <inheritdoc/>
    public override int Epochs => 50;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.Last(0.1);

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes) => image
        .Conv2D(32, 3)
        .Conv2D(64, 3).Relu()
        .MaxPooling2D(2)
        .Dropout(0.2f)
        .Flatten()
        .Dense(128).Relu()
        .Dropout(0.5f)
        .Dense(classes).Softmax();

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new Adam();

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() =>
        [new EarlyStopping(Metric.ValidationAccuracy) { Patience = 5, RestoreBestWeights = true }];
}
