using Krill.Data;
using Krill.Kernels;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Recipes;
using Krill.Testing;
using Krill.Training;

namespace Krill.Tests.Training.Planning;

/// <summary>The plans that properties of planning are checked on: the recipes' and two more, for every purpose and batches of many sizes.</summary>
internal static class Plans
{
    static readonly Dictionary<string, Func<Model>> s_models = new()
    {
        ["tiny158"] = () => Of(new Tiny158()),
        ["convnet"] = () => Of(new ConvNet()),
        ["jellyfish"] = () => Of(new Jellyfish()),
        ["quickstart"] = () => Of(new QuickStart()),
        ["min-max"] = SeedNetworks.MinMax,
        ["resnet9"] = SeedNetworks.ResNet9,
    };

    public static TheoryData<string, int> NetworksAndBatches
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string network in s_models.Keys)
            {
                foreach (int batch in (int[])[1, 2, 7, 50, 160, 500, 1024])
                {
                    data.Add(network, batch);
                }
            }

            return data;
        }
    }

    public static IEnumerable<Plan> For(string network, int batch)
    {
        Model model = s_models[network]();
        var kernels = KernelFactory.For(KernelSets.Current);
        yield return NetworkPlanner.Prediction(model, kernels, batch);
        yield return NetworkPlanner.Evaluation(model, Loss.CategoricalCrossentropy, kernels, batch);
        yield return Training(model, batch);
        yield return InBfloat16(network, batch);
    }

    /// <summary>The plan of a training step in bfloat16.</summary>
    public static Plan InBfloat16(string network, int batch)
    {
        Model model = s_models[network]();
        model.Precision = Precision.Bfloat16;
        return Training(model, batch);
    }

    /// <summary>The plan of a training step.</summary>
    public static Plan Training(Model model, int batch) => NetworkPlanner.Training(
        model,
        Loss.CategoricalCrossentropy,
        new OptimizerState(new Adam(), model.Parameters),
        KernelFactory.For(Executor.SetFor(model.Precision)),
        new StepState(),
        batch);

    static Model Of(Recipe recipe) => recipe.CreateModel(new ImageShape(28, 28, 1), 10);
}
