using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>The convolutional network that Keras courses show first: two convolutions, of which only the second has an activation.</summary>
/// <remarks>
/// With <see cref="IsAugmented"/> its images are turned, moved, sheared and zoomed, and it is trained for 40 epochs on all of them. The course validates that on
/// training images; here nothing is chosen, so no images are kept apart.
/// </remarks>
public sealed class ConvNet : Recipe
{
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
        IsAugmented ? [] : [new EarlyStopping(Metric.ValidationAccuracy) { Patience = 5, RestoreBestWeights = true }];
}
