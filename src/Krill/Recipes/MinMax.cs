using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>
/// CIFAR-100's super-classes with (x - min) / (max - min) over the whole batch in batch normalization's place: nothing to keep from step to step, but an
/// image's result depends on its batch.
/// </summary>
/// <remarks>
/// <see cref="Scaling"/> has what it can be compared with. The notebook also declares a convolution that it never applies, so it has no parameters and is not here.
/// It draws its 12,500 validation images without regard to their classes; here each class gives its share.
/// </remarks>
public sealed class MinMax : Recipe
{
    /// <summary>What stands between the convolutions; <see cref="MinMaxScaling.WholeBatch"/> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public MinMaxScaling Scaling { get; init => field = Require.Defined(value, nameof(MinMax), "scaling", nameof(value)); }

    /// <inheritdoc/>
    public override string Name => Scaling switch
    {
        MinMaxScaling.PerImage => "minmax-per-image",
        MinMaxScaling.BatchNormalization => "minmax-batchnorm",
        _ => "minmax",
    };

    /// <inheritdoc/>
    public override string Description => Scaling switch
    {
        MinMaxScaling.PerImage => "minmax with a minimum and a maximum for each image",
        MinMaxScaling.BatchNormalization => "minmax with batch normalization, whose place it takes",
        _ => "min-max normalization in batch normalization's place, for CIFAR-100's super-classes",
    };

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
    public override ImageSet Enlarge(ImageSet train, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(train);
        return train.WithMixtures(0.2, alpha: 0.2, seed: 1);
    }

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes)
    {
        ArgumentNullException.ThrowIfNull(image);
        Symbol features = Scaled(Scaled(Scaled(Scaled(image).Conv2D(64, 3).Relu()).Conv2D(128, 3).Relu()).Conv2D(256, 3).Relu());
        return features
            .GlobalAveragePooling2D()
            .Dense(128).Relu()
            .Dropout(0.5f)
            .Dense(classes).Softmax();
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new SGD();

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => [];

    Symbol Scaled(Symbol x) => Scaling == MinMaxScaling.BatchNormalization
        ? x.BatchNormalization()
        : x.Apply(new MinMaxNormalization { PerImage = Scaling == MinMaxScaling.PerImage });
}
