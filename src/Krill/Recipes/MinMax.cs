using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Tuning;

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
    const string WholeBatch = "whole_batch";
    const string PerImage = "per_image";
    const string BatchNormalization = "batch_normalization";

    static readonly Hyperparameter[] s_others =
    [
        new IntegerRange("dense_units", 64, 256) { Step = 64, Default = 128 },
        new FloatRange("dropout", 0.1, 0.7) { Step = 0.1, Default = 0.5 },
        new FloatRange("learning_rate", 0.00125, 0.08) { Step = 2, Scale = ParameterScale.Logarithmic, Default = 0.01 },
    ];

    static readonly SearchSpace s_space = new([new Choice("scaling", WholeBatch, PerImage, BatchNormalization), .. s_others]);
    static readonly SearchSpace s_variantSpace = new(s_others);

    readonly TrialValues _values;

    /// <summary>The network with the notebook's values.</summary>
    public MinMax()
        : this(s_space.Defaults)
    {
    }

    MinMax(TrialValues values)
    {
        _values = values;
    }

    /// <summary>
    /// What stands between the convolutions; <see cref="MinMaxScaling.WholeBatch"/> by default, in whose place a search tries the others too.
    /// </summary>
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

    /// <summary>What stands between the convolutions, the dense layer's units, dropout, and the learning rate; of a variant only the last three.</summary>
    public override SearchSpace SearchSpace => Scaling == MinMaxScaling.WholeBatch ? s_space : s_variantSpace;

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
            .Dense(_values.Integer("dense_units")).Relu()
            .Dropout((float)_values.Float("dropout"))
            .Dense(classes).Softmax();
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new SGD((float)_values.Float("learning_rate"));

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => [];

    /// <inheritdoc/>
    protected override Recipe WithValues(TrialValues values) => new MinMax(values) { Scaling = Scaling };

    /// <summary>A variant is what its name says; the notebook's recipe is what a search has chosen.</summary>
    MinMaxScaling Between => Scaling != MinMaxScaling.WholeBatch ? Scaling : _values.Choice("scaling") switch
    {
        PerImage => MinMaxScaling.PerImage,
        BatchNormalization => MinMaxScaling.BatchNormalization,
        _ => MinMaxScaling.WholeBatch,
    };

    Symbol Scaled(Symbol x) => Between == MinMaxScaling.BatchNormalization
        ? x.BatchNormalization()
        : x.Apply(new MinMaxNormalization { PerImage = Between == MinMaxScaling.PerImage });
}
