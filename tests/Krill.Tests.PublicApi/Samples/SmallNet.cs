// sample
using Krill;
using Krill.Callbacks;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;
// end

namespace Samples;

// sample
/// <summary>A dense network on the built-in digits.</summary>
sealed class SmallNet : Recipe
{
    public override string Name => "small-net";

    public override string Description => "a dense network on digits";

    public override string Source => "the documentation";

    public override string DefaultDataset => "digits";

    public override int BatchSize => 500;

    public override int Epochs => 3;

    public override float Rescale => 1 / 255f;

    public override ValidationSplit Validation => ValidationSplit.Stratified(0.1, seed: 42);

    public override Loss Loss => Loss.CategoricalCrossentropy;

    public override Symbol Network(Symbol image, int classes) => image.Flatten().Dense(32).Relu().Dense(classes).Softmax();

    public override Optimizer CreateOptimizer() => new Adam(0.005f);

    public override IEnumerable<Callback> CreateCallbacks() => [new EarlyStopping(Metric.ValidationAccuracy) { Patience = 2, RestoreBestWeights = true }];
}
// end
