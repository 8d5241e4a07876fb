using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;

namespace Krill.Tests.Unit.Recipes;

/// <summary>What resnet9's write-up tried, with its settings.</summary>
public sealed class ResNet9RecipeTests
{
    // The write-up's rates themselves, in every step of a whole training on 50,000 images; and all of them by a factor where another rate is asked for.
    [Theory]
    [InlineData("resnet9-cyclic")]
    [InlineData("resnet9-triangular2")]
    [InlineData("resnet9-exp-range")]
    [InlineData("resnet9-sine")]
    [InlineData("resnet9-interpolated")]
    [InlineData("resnet9-identity")]
    [InlineData("resnet9-augmented")]
    [InlineData("resnet9-mixup")]
    public void Experiments_LearningRate_IsTheSourcesToTheBitAndMovesWithTheOptimizers(string name)
    {
        const int Steps = 98;
        Recipe recipe = Recipe.Find(name);
        Schedule source = name switch
        {
            "resnet9-interpolated" => new PiecewiseLinear([(0, 0), (1.804, 0.1927), (20, 0)], ScheduleUnit.Epochs),
            "resnet9-triangular2" => new Cyclic(1e-3, 0.1, 4, ScheduleUnit.Epochs) { Mode = CyclicMode.Triangular2 },
            "resnet9-exp-range" => new Cyclic(1e-3, 0.1, 4, ScheduleUnit.Epochs) { Mode = CyclicMode.ExpRange, Gamma = 0.99994 },
            "resnet9-sine" => new Cyclic(1e-3, 0.1, 4, ScheduleUnit.Epochs) { ScaleFunction = cycle => 0.5 * (1 + Math.Sin(cycle * Math.PI / 2.5)) },
            _ => new Cyclic(1e-3, 0.1, 4, ScheduleUnit.Epochs),
        };
        float[] expected = [.. source.Curve(Steps, recipe.Epochs).Select(rate => (float)rate)];

        Assert.Equal(expected, Rates(recipe, factor: 1, Steps, recipe.Epochs));
        Assert.Equal(expected.Select(rate => rate * 2), Rates(recipe, factor: 2, Steps, recipe.Epochs));
        if (recipe.SearchSpace is { } space)
        {
            Assert.Equal(expected, Rates(recipe.With(space.Defaults), factor: 1, Steps, recipe.Epochs));
        }
    }

    [Theory]
    [InlineData("resnet9-cyclic", 24)]
    [InlineData("resnet9-triangular2", 24)]
    [InlineData("resnet9-exp-range", 24)]
    [InlineData("resnet9-sine", 24)]
    [InlineData("resnet9-interpolated", 20)]
    [InlineData("resnet9-identity", 24)]
    [InlineData("resnet9-augmented", 24)]
    [InlineData("resnet9-mixup", 24)]
    public void Experiments_Settings_AreTheSources(string name, int epochs)
    {
        Recipe recipe = Recipe.Find(name);

        Assert.Equal((512, epochs, 1 / 255f, "cifar10"), (recipe.BatchSize, recipe.Epochs, recipe.Rescale, recipe.DefaultDataset));
        Assert.Equal(ValidationSplit.None, recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        SGD optimizer = Assert.IsType<SGD>(recipe.CreateOptimizer());
        Assert.Equal((name == "resnet9-interpolated" ? 0.1927f : 0.1f, 0.9, true, 1e-5), (optimizer.LearningRate, optimizer.Momentum, optimizer.Nesterov, optimizer.Decay));
        Model model = recipe.CreateModel(new ImageShape(32, 32, 3), 10);
        Assert.Equal(6_573_120, model.TrainableParameterCount);
        BatchNormalization[] normalizations = [.. model.Layers.OfType<BatchNormalization>()];
        Assert.Equal(8, normalizations.Length);
        Assert.All(normalizations, layer => Assert.Equal((0.1f, 1e-5f), (layer.Momentum, layer.Epsilon)));
        Assert.All(model.Layers.OfType<Conv2D>(), layer => Assert.Equal((false, 5e-4f, 0), (layer.UseBias, layer.KernelRegularizer!.L2, layer.KernelRegularizer.L1)));
        Assert.False(Assert.Single(model.Layers.OfType<Dense>()).UseBias);
        Assert.All(model.Layers.OfType<Dropout>(), layer => Assert.Equal(0.1f, layer.Rate));
    }

    /// <summary>The learning rate of every step, as the first callback sets it.</summary>
    internal static float[] Rates(Recipe recipe, float factor, int stepsPerEpoch, int epochs)
    {
        Optimizer optimizer = recipe.CreateOptimizer();
        optimizer.LearningRate *= factor;
        Symbol image = Symbol.Input(2, 2, 1);
        var model = new Model(image, image.Flatten().Dense(2).Softmax());
        model.Compile(optimizer, recipe.Loss);
        var context = new TrainingContext(model, optimizer, new FitOptions { Epochs = epochs }, stepsPerEpoch);
        Callback schedule = recipe.CreateCallbacks().First();
        float[] rates = new float[stepsPerEpoch * epochs];
        for (int step = 0; step < rates.Length; step++)
        {
            schedule.OnBatchBegin(step, context);
            rates[step] = optimizer.IsIdle ? 0 : optimizer.LearningRate;
        }

        return rates;
    }
}
