using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>
/// CIFAR-100's super-classes with what enters each convolution rounded to tenths and held between 0.1 and 1. As rounding has no gradient, nothing before the
/// last rounding learns: only the dense layers do.
/// </summary>
/// <remarks>
/// <see cref="Gradient"/> has the cure. The notebook draws its 12,500 validation images without regard to their classes, and forgets to rescale them; here
/// each class gives its share, rescaled.
/// </remarks>
public sealed class RelaxedQuantization : Recipe
{
    /// <summary>
    /// What rounding hands back: <see cref="RoundGradient.Zero"/>, the notebook's, by default; with <see cref="RoundGradient.StraightThrough"/> the
    /// whole network learns.
    /// </summary>
    public RoundGradient Gradient { get; init => field = Require.Defined(value, nameof(RelaxedQuantization), "gradient", nameof(value)); }

    /// <inheritdoc/>
    public override string Name => IsStraightThrough ? "relaxed-quantization-straight-through" : "relaxed-quantization";

    /// <inheritdoc/>
    public override string Description => IsStraightThrough
        ? "relaxed-quantization with gradients handed through its roundings, so that all of it learns"
        : "convolutions of inputs rounded to tenths, for CIFAR-100's super-classes; only its dense layers learn";

    /// <inheritdoc/>
    public override string Source => "the Small_Net_Generalist notebook (Keras; failed by vanishing gradients)";

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
        Symbol first = Quantize(Quantize(image).Conv2D(32, 1).Relu().BatchNormalization());
        Symbol second = Quantize(first.Conv2D(64, 3).Relu().BatchNormalization());
        Symbol third = Quantize(second.Conv2D(128, 3).Relu().BatchNormalization());
        Symbol fourth = Quantize(third.Conv2D(256, 3).Relu().BatchNormalization());
        return fourth
            .GlobalAveragePooling2D()
            .Dense(128).Relu()
            .Dropout(0.5f)
            .Dense(classes).Softmax();
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new SGD();

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => [];

    bool IsStraightThrough => Gradient == RoundGradient.StraightThrough;

    Symbol Quantize(Symbol input) => input.Round(1, Gradient).Clip(0.1f, 1);
}
