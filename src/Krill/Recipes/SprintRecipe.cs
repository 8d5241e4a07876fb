using Krill.Callbacks;
using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Recipes;

/// <summary>Small colour images in as little time as is known: a network behind a whitening, trained by Muon for a few epochs, tested on shifted and mirrored images.</summary>
/// <remarks>Three groups of two convolutions, the first of each followed by a pooling. Source: airbench94_muon of Jordan's CIFAR-10 speed runs.</remarks>
public abstract class SprintRecipe : Recipe
{
    const string Whitening = "whitening";
    const string WhiteningBias = $"{Whitening}/bias";
    const string Head = "head";

    // Of the sum of the losses of 2,000 images.
    const double Decay = 2e-6 * 2000;

    /// <summary>The filters of each group's convolutions.</summary>
    protected abstract IReadOnlyList<int> Widths { get; }

    /// <inheritdoc/>
    public override int BatchSize => 2000;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override IReadOnlyList<Augmentation> Augmentation => [new AlternatingFlip(), new RandomTranslation(2)];

    /// <inheritdoc/>
    public override bool DropRemainder => true;

    /// <inheritdoc/>
    public override TestTimeAugmentation? TestTimeAugmentation => TestTimeAugmentation.MirrorAndShift;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.None;

    /// <inheritdoc/>
    public override Loss Loss => new CategoricalCrossentropy { LabelSmoothing = 0.2f, Reduction = LossReduction.Sum };

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes)
    {
        var whitening = new Conv2D(24, 2) { Name = Whitening, BiasInitializer = WhiteningBiases() };
        Symbol features = image.Apply(whitening).Gelu();
        foreach (Parameter kernel in whitening.Parameters.Where(parameter => parameter.Name == "kernel"))
        {
            kernel.IsTrainable = false;
        }

        foreach (int filters in Widths)
        {
            features = Group(features, filters);
        }

        return features
            .MaxPooling2D(3)
            .Flatten()
            .Apply(new Dense(classes) { Name = Head, UseBias = false, KernelInitializer = UnitDeviation() })
            .Rescaling(1 / 256f)
            .Softmax();
    }

    /// <inheritdoc/>
    public override void Adapt(Model model, ImageSet train)
    {
        ArgumentNullException.ThrowIfNull(model);
        Parameter kernel = model.Parameters.Single(parameter => parameter.FullName == $"{Whitening}/kernel");
        new PatchWhitening(train).Fill(kernel.Values, kernel.Shape, model.Seed);
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new GroupedOptimizer(
        new Muon(0.24f) { Momentum = 0.6, Renormalizes = true },
        [
            new ParameterGroup(WhiteningBias, parameter => parameter.FullName == WhiteningBias, Momentum(0.053f)),
            new ParameterGroup("biases", parameter => parameter.Shape.Rank == 1, Momentum(0.053f)),
            new ParameterGroup(Head, parameter => parameter.FullName == $"{Head}/kernel", Momentum(0.67f)),
        ]);

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() =>
    [
        new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])),
        new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (3, 0)], ScheduleUnit.Epochs)) { Group = WhiteningBias },
        new ParameterFreezing(parameter => parameter.FullName == WhiteningBias, epochs: 3),
    ];

    // The decay is coupled, and divided by the rate so that weights lose the same whatever the rate is.
    static SGD Momentum(float rate) => new(rate) { Momentum = 0.85, Nesterov = true, WeightDecay = Decay / rate, IsDecayCoupled = true };

    static Symbol Group(Symbol input, int filters) =>
        Normalized(Normalized(input.Apply(Convolution(filters)).MaxPooling2D(2)).Apply(Convolution(filters)));

    static Symbol Normalized(Symbol input) => input.Apply(new BatchNormalization(0.6f, 1e-12f) { Scale = false }).Gelu();

    // PyTorch's start of a convolution, and the identity where there are inputs for it.
    static Conv2D Convolution(int filters) => new(filters, 3, padding: Padding.Same)
    {
        UseBias = false,
        KernelInitializer = new PartialIdentity(new VarianceScaling(1 / 3f)),
    };

    // PyTorch's start of a bias: ±1 / √inputs, and a patch has 12 numbers.
    static RandomUniform WhiteningBiases() => new(-1 / MathF.Sqrt(12), 1 / MathF.Sqrt(12));

    // Even numbers of deviation 1.
    static RandomUniform UnitDeviation() => new(-MathF.Sqrt(3), MathF.Sqrt(3));
}
