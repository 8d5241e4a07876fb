using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Regularizers;
using Krill.Tuning;

namespace Krill.Recipes;

/// <summary>The small residual network for CIFAR-10 of David Page's races, in its write-up's simplified form: eight convolutions and a dense layer.</summary>
/// <remarks>
/// Krill trains it as Page does: a learning rate that rises for a fifth of the training and falls to nothing, images moved by up to four pixels, mirrored, and with a
/// square cut out. <see cref="Experiment"/> has what the write-up tried on its way to 94%; each keeps its constant settings (momentum 0.9, Nesterov, decay
/// 1e-5, batches of 512), and where rates go in cycles of eight epochs there are three whole ones. The write-up trains on all images and looks at the test images
/// after every epoch; here they are looked at once, at the end.
/// </remarks>
public sealed class ResNet9 : Recipe
{
    const float Rate = 0.1f;

    // Steps by which the 24 epochs are whole cycles.
    static readonly SearchSpace s_space = new(
        new IntegerRange("step_epochs", 2, 6) { Step = 2, Default = 4 },
        new FloatRange("base_rate", 0.00001, 0.001) { Step = 10, Scale = ParameterScale.Logarithmic, Default = 0.001 },
        new FloatRange("max_rate", 0.1, 0.4) { Step = 0.1, Default = 0.1 });

    readonly TrialValues _values;

    /// <summary>The network with the values of the write-up.</summary>
    public ResNet9()
        : this(s_space.Defaults)
    {
    }

    ResNet9(TrialValues values)
    {
        _values = values;
    }

    /// <summary>What of the write-up's experiments it is; by default none of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public ResNet9Experiment Experiment { get; init => field = Require.Defined(value, nameof(ResNet9), "experiment", nameof(value)); }

    /// <inheritdoc/>
    public override string Name => Experiment switch
    {
        ResNet9Experiment.CyclicRate => "resnet9-cyclic",
        ResNet9Experiment.Triangular2Rate => "resnet9-triangular2",
        ResNet9Experiment.ExpRangeRate => "resnet9-exp-range",
        ResNet9Experiment.SineRate => "resnet9-sine",
        ResNet9Experiment.InterpolatedRate => "resnet9-interpolated",
        ResNet9Experiment.Identity => "resnet9-identity",
        ResNet9Experiment.Augmentation => "resnet9-augmented",
        ResNet9Experiment.CutoutAndMixup => "resnet9-mixup",
        _ => "resnet9",
    };

    /// <inheritdoc/>
    public override string Description => Experiment switch
    {
        ResNet9Experiment.CyclicRate => "resnet9 with its write-up's learning rate in triangles",
        ResNet9Experiment.Triangular2Rate => "resnet9-cyclic with triangles half as high in each cycle",
        ResNet9Experiment.ExpRangeRate => "resnet9-cyclic with heights that fall from step to step",
        ResNet9Experiment.SineRate => "resnet9-cyclic with heights that follow a sine",
        ResNet9Experiment.InterpolatedRate => "resnet9 with its write-up's learning rate on two straight lines",
        ResNet9Experiment.Identity => "resnet9-cyclic with an identity layer in each shortcut",
        ResNet9Experiment.Augmentation => "resnet9-cyclic on images moved, turned, mirrored and blurred",
        ResNet9Experiment.CutoutAndMixup => "resnet9-augmented with mixup and cutout",
        _ => "ResNet9 for CIFAR-10: two residual blocks, 6,573,120 trainable parameters",
    };

    /// <inheritdoc/>
    public override string Source => "a course's race to 94% on CIFAR-10 (Keras; 94.1% after 20 epochs, with augmentation and a cyclic learning rate)";

    /// <inheritdoc/>
    public override string DefaultDataset => "cifar10";

    /// <inheritdoc/>
    public override int BatchSize => 512;

    /// <inheritdoc/>
    public override int Epochs => IsCyclic ? 24 : 20;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override IReadOnlyList<Augmentation> Augmentation => Experiment switch
    {
        ResNet9Experiment.None => [new RandomTranslation(4), new RandomFlip(), new RandomErasing { Probability = 1, Area = (1 / 16.0, 1 / 16.0), Aspect = (1, 1), ByPixel = false }],
        ResNet9Experiment.Augmentation => Moved(),
        ResNet9Experiment.CutoutAndMixup => [new Mixup(0.2), .. Moved(), new RandomErasing()],
        _ => [],
    };

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.None;

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <summary>
    /// Where the rate goes in triangles, the epochs up or down and the rates at their feet and tops, in the ranges that the write-up tried; else none.
    /// </summary>
    public override SearchSpace? SearchSpace => IsCyclic ? s_space : null;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes)
    {
        Symbol first = Block(Block(image, 64), 128).MaxPooling2D(2);
        Symbol second = Block(Shortcut(first).Add(Residual(first, 128)), 256).MaxPooling2D(2);
        Symbol third = Block(second, 512).MaxPooling2D(2);
        return Shortcut(third).Add(Residual(third, 512))
            .MaxPooling2D(4)
            .Flatten()
            .Apply(new Dense(classes) { UseBias = false }).Softmax();
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() =>
        new SGD(GreatestRate) { Momentum = 0.9, Nesterov = true, Decay = Experiment == ResNet9Experiment.None ? 0 : 1e-5 };

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => Experiment switch
    {
        ResNet9Experiment.None => [new ScheduledLearningRate(new PiecewiseLinear([(0, 0), (0.2, 1), (1, 0)]))],
        // Up by 0.1068 an epoch and down by 0.01059, so that 20 epochs end at nothing.
        ResNet9Experiment.InterpolatedRate => [new ScheduledLearningRate(new PiecewiseLinear([(0, 0), (1.804, 0.1927 / GreatestRate), (20, 0)], ScheduleUnit.Epochs))],
        _ => [Triangles()],
    };

    /// <inheritdoc/>
    protected override Recipe WithValues(TrialValues values) => IsCyclic ? new ResNet9(values) { Experiment = Experiment } : base.WithValues(values);

    /// <summary>What the curve of the learning rate goes up to.</summary>
    float GreatestRate => Experiment switch
    {
        ResNet9Experiment.None => 0.2f,
        ResNet9Experiment.InterpolatedRate => 0.1927f,
        _ => (float)_values.Float("max_rate"),
    };

    // The write-up's best were steps of four epochs, from 0.001 or less up to 0.1 or more. Its rates are divided by the float that they are multiplied with, so
    // that they come out as written. It does not say its γ: this one is of the example of the callback that it uses.
    ScheduledLearningRate Triangles() => new(new Cyclic(
        _values.Float("base_rate") / GreatestRate, _values.Float("max_rate") / GreatestRate, _values.Integer("step_epochs"), ScheduleUnit.Epochs)
    {
        Mode = Experiment switch
        {
            ResNet9Experiment.Triangular2Rate => CyclicMode.Triangular2,
            ResNet9Experiment.ExpRangeRate => CyclicMode.ExpRange,
            _ => CyclicMode.Triangular,
        },
        Gamma = 0.99994,
        ScaleFunction = Experiment == ResNet9Experiment.SineRate ? cycle => 0.5 * (1 + Math.Sin(cycle * Math.PI / 2.5)) : null,
    });

    static IReadOnlyList<Augmentation> Moved() => [new RandomTranslation(4), new RandomAffine { Rotation = 15, HorizontalFlip = true }, new GaussianBlur(0, 0.5)];

    bool IsCyclic => Experiment is not (ResNet9Experiment.None or ResNet9Experiment.InterpolatedRate);

    Symbol Shortcut(Symbol input) => Experiment == ResNet9Experiment.Identity ? input.Activation(ActivationFunction.Linear) : input;

    static Symbol Residual(Symbol input, int filters) => Block(Block(input, filters).Dropout(Rate), filters);

    static Symbol Block(Symbol input, int filters) => input
        .Apply(new Conv2D(filters, 3, padding: Padding.Same) { UseBias = false, KernelRegularizer = new Regularizer { L2 = 5e-4f } })
        .BatchNormalization(momentum: 0.1f, epsilon: 1e-5f)
        .Relu();
}
