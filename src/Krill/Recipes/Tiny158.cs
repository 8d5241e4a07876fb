using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Tuning;

namespace Krill.Recipes;

/// <summary>MNIST with 158 parameters: a network so small that its training decides what it can do.</summary>
/// <remarks>
/// <see cref="IsOriginal"/> trains it as its author did: pixels 0 to 255, Nadam at its usual rate, halved whenever the loss no longer falls, until it
/// stays. That comes to rest in whatever valley it starts above, with accuracies far apart from seed to seed. By default it is trained on pixels 0 to 1 by Adam
/// with a rate a hundred times as great, which climbs out of the shallow valleys, reached in a fifth of the training and brought down to nothing in the rest:
/// from the start it is too much for sigmoids. As three in ten still end in a shallow valley, it is trained from five starts, and the one with the least training
/// loss is kept. The settings of a start were chosen by the last tenth of the training images.
/// </remarks>
public sealed class Tiny158 : Recipe
{
    const int Starts = 5;

    static readonly SearchSpace s_space = new(
        new FloatRange("learning_rate", 0.0125, 0.4) { Step = 2, Scale = ParameterScale.Logarithmic, Default = 0.1 },
        new FloatRange("rise", 0.1, 0.4) { Step = 0.1, Default = 0.2 });

    readonly TrialValues _values;

    /// <summary>The network with the values that Krill trains it with.</summary>
    public Tiny158()
        : this(s_space.Defaults)
    {
    }

    Tiny158(TrialValues values)
    {
        _values = values;
    }

    /// <summary>Whether it is trained with its author's settings; false by default.</summary>
    public bool IsOriginal { get; init; }

    /// <inheritdoc/>
    public override string Name => IsOriginal ? "tiny158-original" : "tiny158";

    /// <inheritdoc/>
    public override string Description => IsOriginal ? "tiny158 as its author trained it, until the loss no longer falls" : "158 parameters for MNIST, made to be as small as possible";

    /// <inheritdoc/>
    public override string Source => "a course's challenge for the fewest parameters (Keras, 91.12%)";

    /// <inheritdoc/>
    public override string DefaultDataset => "mnist";

    /// <inheritdoc/>
    public override int BatchSize => IsOriginal ? 1024 : 256;

    /// <inheritdoc/>
    public override int Epochs => IsOriginal ? 1000 : 100 * Starts;

    /// <inheritdoc/>
    public override float Rescale => IsOriginal ? 1 : 1 / 255f;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.None;

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <summary>The greatest learning rate, and the share of a start's epochs in which it is reached; of the author's settings none.</summary>
    public override SearchSpace? SearchSpace => IsOriginal ? null : s_space;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes) => image
        .AveragePooling2D(2)
        .Conv2D(3, 3).Sigmoid()
        .Conv2D(1, 3).Sigmoid()
        .AveragePooling2D(3)
        .Conv2D(classes, 3).Softmax()
        .Flatten();

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => IsOriginal ? new Nadam() : new Adam((float)_values.Float("learning_rate"));

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => IsOriginal
        ?
        [
            new ReduceLROnPlateau(Metric.Loss) { Factor = 0.5, Patience = 3 },
            new EarlyStopping(Metric.Loss) { Patience = 5, MinDelta = 1e-6 },
        ]
        :
        [
            new ScheduledLearningRate(new Repeated(new PiecewiseLinear([(0, 0.1), (_values.Float("rise"), 1), (1, 0)]), Starts)),
            new RandomRestarts(Starts),
        ];

    /// <inheritdoc/>
    protected override Recipe WithValues(TrialValues values) => IsOriginal ? base.WithValues(values) : new Tiny158(values);
}
