using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>
/// CIFAR-100's super-classes with (x - min) / (max - min) over the whole batch in batch normalization's place: nothing to keep from step to step, but an
/// image's result depends on its batch.
/// </summary>
/// <remarks>
/// The notebook also declares a convolution that it never applies, so it has no parameters and is not here. It draws its 12,500 validation images without
/// regard to their classes; here each class gives its share. Left out is the fifth of its training images that it adds by mixing two each (mixup).
/// </remarks>
public sealed class MinMax : Recipe
{
    /// <inheritdoc/>
    public override string Name => "minmax";

    /// <inheritdoc/>
    public override string Description => "min-max normalization in batch normalization's place, for CIFAR-100's super-classes";

    /// <inheritdoc/>
    public override string Source => "the Small_Net_Generalist notebook (Keras; 23.13% after 10 epochs, with mixup)";

    /// <inheritdoc/>
    public override string DefaultDataset => "cifar100-coarse";

    /// <inheritdoc/>
    public override int BatchSize => 32;

    /// <inheritdoc/>
    public override int Epochs => 10;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.Stratified(0.25, seed: 42);

    /// <inheritdoc/>
    public override Loss Loss => Loss.SparseCategoricalCrossentropy;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes) => image
        .MinMaxNormalization()
        .Conv2D(64, 3).Relu().MinMaxNormalization()
        .Conv2D(128, 3).Relu().MinMaxNormalization()
        .Conv2D(256, 3).Relu().MinMaxNormalization()
        .GlobalAveragePooling2D()
        .Dense(128).Relu()
        .Dropout(0.5f)
        .Dense(classes).Softmax();

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new SGD();

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => [];
}
