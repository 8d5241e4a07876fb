// sample
using Krill;
using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Tuning;
// end

namespace Samples;

// sample
/// <summary>A small network on the built-in digits, with something to choose.</summary>
sealed class Tunable(TrialValues? values = null) : Recipe
{
    static readonly SearchSpace s_space = new(
        new IntegerRange("units", 16, 64) { Step = 16, Default = 32 },
        new Choice("activation", "relu", "swish"),
        new Toggle("drops"),
        new FloatRange("dropout", 0.1, 0.5) { Step = 0.1, OnlyIf = new HyperparameterCondition("drops", "true") },
        new FloatRange("learning_rate", 1e-4, 1e-2) { Scale = ParameterScale.Logarithmic, Default = 1e-3 });

    readonly TrialValues _values = values ?? s_space.Defaults;

    public override SearchSpace SearchSpace => s_space;

    public override string Name => "tunable";

    public override string Description => "a dense network on digits";

    public override string Source => "the documentation";

    public override string DefaultDataset => "digits";

    public override int BatchSize => 100;

    public override int Epochs => 9;

    public override float Rescale => 1 / 255f;

    public override ValidationSplit Validation => ValidationSplit.Last(0.1);

    public override Loss Loss => Loss.CategoricalCrossentropy;

    public override Symbol Network(Symbol image, int classes)
    {
        Symbol hidden = image.Flatten().Dense(_values.Integer("units"));
        hidden = _values.Choice("activation") == "relu" ? hidden.Relu() : hidden.Swish();
        hidden = _values.Toggle("drops") ? hidden.Dropout((float)_values.Float("dropout")) : hidden;
        return hidden.Dense(classes).Softmax();
    }

    public override Optimizer CreateOptimizer() => new Adam((float)_values.Float("learning_rate"));

    public override IEnumerable<Callback> CreateCallbacks() => [];

    protected override Recipe WithValues(TrialValues values) => new Tunable(values);
}
// end
