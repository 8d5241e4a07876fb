using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>MNIST with 158 parameters, as its author submitted it: pixels 0 to 255, and training until the loss no longer falls.</summary>
public sealed class Tiny158 : Recipe
{
    /// <inheritdoc/>
    public override string Name => "tiny158";

    /// <inheritdoc/>
    public override string Description => "158 parameters for MNIST, made to be as small as possible";

    /// <inheritdoc/>
    public override string Source => "a course's challenge for the fewest parameters (Keras, 91.12%)";

    /// <inheritdoc/>
    public override string DefaultDataset => "mnist";

    /// <inheritdoc/>
    public override int BatchSize => 1024;

    /// <inheritdoc/>
    public override int Epochs => 1000;

    /// <inheritdoc/>
    public override float Rescale => 1;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.None;

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes) => image
        .AveragePooling2D(2)
        .Conv2D(3, 3).Sigmoid()
        .Conv2D(1, 3).Sigmoid()
        .AveragePooling2D(3)
        .Conv2D(classes, 3).Softmax()
        .Flatten();

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new Nadam();

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() =>
    [
        new ReduceLROnPlateau(Metric.Loss) { Factor = 0.5, Patience = 3 },
        new EarlyStopping(Metric.Loss) { Patience = 5, MinDelta = 1e-6 },
    ];
}
