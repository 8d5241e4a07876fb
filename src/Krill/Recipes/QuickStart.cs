using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>What <c>krill train</c> trains when nothing is asked for: a small network on the built-in digits, trained in well under a minute.</summary>
public sealed class QuickStart : Recipe
{
    /// <inheritdoc/>
    public override string Name => "quickstart";

    /// <inheritdoc/>
    public override string Description => "a small convnet on digits that Krill draws itself: needs no data, takes well under a minute";

    /// <inheritdoc/>
    public override string Source => "Krill";

    /// <inheritdoc/>
    public override string DefaultDataset => "digits";

    /// <inheritdoc/>
    public override int BatchSize => 100;

    /// <inheritdoc/>
    public override int Epochs => 4;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.Stratified(0.1, seed: 42);

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes) => image
        .Conv2D(16, 3).Relu().MaxPooling2D(2)
        .Conv2D(32, 3).Relu().MaxPooling2D(2)
        .Flatten()
        .Dense(64).Relu()
        .Dense(classes).Softmax();

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new Adam();

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() =>
        [new EarlyStopping(Metric.ValidationAccuracy) { Patience = 2, RestoreBestWeights = true }];
}
