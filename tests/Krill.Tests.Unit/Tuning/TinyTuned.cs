using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Tuning;

namespace Krill.Tests.Unit.Tuning;

/// <summary>A network of a few hundred parameters on a twentieth of the digits, with something to choose.</summary>
sealed class TinyTuned(TrialValues? values = null, SearchSpace? space = null) : Recipe
{
    static readonly SearchSpace s_space = new(
        new IntegerRange("units", 4, 12) { Step = 4, Default = 8 },
        new Choice("activation", "relu", "swish"),
        new FloatRange("dropout", 0.05, 0.2) { OnlyIf = new HyperparameterCondition("activation", "swish") },
        new FloatRange("learning_rate", 1e-3, 1e-1) { Scale = ParameterScale.Logarithmic, Default = 1e-2 });

    readonly TrialValues _values = values ?? s_space.Defaults;

    public override string Name => "tiny-tuned";

    public override string Description => "a test's";

    public override string Source => "Krill";

    public override string DefaultDataset => "digits";

    public override int BatchSize => 50;

    public override int Epochs => 4;

    public override float Rescale => 1 / 255f;

    public override ValidationSplit Validation => ValidationSplit.Last(0.95);

    public override Loss Loss => Loss.CategoricalCrossentropy;

    public override SearchSpace SearchSpace => space ?? s_space;

    public override Symbol Network(Symbol image, int classes)
    {
        Symbol hidden = image.AveragePooling2D(4).Flatten().Dense(_values.Integer("units"));
        hidden = _values.Has("dropout") ? hidden.Dropout((float)_values.Float("dropout")).Swish() : hidden.Relu();
        return hidden.Dense(classes).Softmax();
    }

    public override Optimizer CreateOptimizer() => new Adam((float)_values.Float("learning_rate"));

    public override IEnumerable<Callback> CreateCallbacks() => [new ReduceLROnPlateau(Metric.ValidationLoss) { Patience = 1 }];

    protected override Recipe WithValues(TrialValues values) => new TinyTuned(values);
}
