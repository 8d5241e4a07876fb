using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;

namespace Krill.Tests.Unit.Recipes;

/// <summary>The recipes have the networks and the settings of the write-ups that they come from.</summary>
public class RecipeTests
{
    static readonly ImageShape s_mnist = new(28, 28, 1);

    [Theory]
    [InlineData("tiny158", 158)]
    [InlineData("convnet", 320 + 18_496 + ((9216 * 128) + 128) + 1290)]
    [InlineData("jellyfish", 234_330)]
    [InlineData("quickstart", 160 + 4640 + ((800 * 64) + 64) + 650)]
    public void Network_OnMnist_HasTheSourcesParameters(string name, int parameters)
    {
        Model model = Recipe.Find(name).CreateModel(s_mnist, 10);

        Assert.Equal(parameters, model.TrainableParameterCount);
        Assert.Equal(new Shape(10), model.Output.Shape);
    }

    [Fact]
    public void Tiny158_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("tiny158");

        Assert.Equal((1024, 1000, 1f), (recipe.BatchSize, recipe.Epochs, recipe.Rescale));
        Assert.Equal(ValidationSplit.None, recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal(1e-3f, Assert.IsType<Nadam>(recipe.CreateOptimizer()).LearningRate);
        Callback[] callbacks = [.. recipe.CreateCallbacks()];
        ReduceLROnPlateau reduce = Assert.IsType<ReduceLROnPlateau>(callbacks[0]);
        Assert.Equal((Metric.Loss, 0.5, 3), (reduce.Monitor, reduce.Factor, reduce.Patience));
        EarlyStopping stop = Assert.IsType<EarlyStopping>(callbacks[1]);
        Assert.Equal((Metric.Loss, 5, 1e-6, false), (stop.Monitor, stop.Patience, stop.MinDelta, stop.RestoreBestWeights));
    }

    [Fact]
    public void ConvNet_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("convnet");

        Assert.Equal((500, 50, 1 / 255f), (recipe.BatchSize, recipe.Epochs, recipe.Rescale));
        Assert.Equal(ValidationSplit.Last(0.1), recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal(1e-3f, Assert.IsType<Adam>(recipe.CreateOptimizer()).LearningRate);
        EarlyStopping stop = Assert.IsType<EarlyStopping>(Assert.Single(recipe.CreateCallbacks()));
        Assert.Equal((Metric.ValidationAccuracy, 5, 0, true), (stop.Monitor, stop.Patience, stop.MinDelta, stop.RestoreBestWeights));
    }

    [Fact]
    public void Jellyfish_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("jellyfish");

        Assert.Equal((50, 200, 1 / 255f), (recipe.BatchSize, recipe.Epochs, recipe.Rescale));
        Assert.Equal(ValidationSplit.Stratified(0.1, 42), recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal(1e-3f, Assert.IsType<Adam>(recipe.CreateOptimizer()).LearningRate);
        Callback[] callbacks = [.. recipe.CreateCallbacks()];
        EarlyStopping stop = Assert.IsType<EarlyStopping>(callbacks[0]);
        Assert.Equal((Metric.ValidationAccuracy, 7), (stop.Monitor, stop.Patience));
        ReduceLROnPlateau reduce = Assert.IsType<ReduceLROnPlateau>(callbacks[1]);
        Assert.Equal((Metric.ValidationAccuracy, 0.5, 2, 1e-10f), (reduce.Monitor, reduce.Factor, reduce.Patience, reduce.MinLr));
    }

    [Fact]
    public void Recipes_All_NameADatasetAndThemselves()
    {
        Assert.All(Recipe.All, recipe =>
        {
            Assert.Same(recipe, Recipe.Find(recipe.Name));
            Assert.NotNull(Datasets.Find(recipe.DefaultDataset));
            Assert.NotEmpty(recipe.Description);
            Assert.NotEmpty(recipe.Source);
        });
        Assert.Equal(Recipe.All.Count, Recipe.All.Select(recipe => recipe.Name).Distinct().Count());
    }

    [Fact]
    public void CreateCallbacks_CalledTwice_MakesNewOnes()
    {
        Assert.All(Recipe.All, recipe => Assert.Empty(recipe.CreateCallbacks().Intersect(recipe.CreateCallbacks())));
        Assert.All(Recipe.All, recipe => Assert.NotSame(recipe.CreateOptimizer(), recipe.CreateOptimizer()));
    }

    [Theory]
    [InlineData("Jelly-Fish")]
    [InlineData("JELLYFISH")]
    [InlineData("jelly_fish")]
    public void Find_NameWrittenOtherwise_IsFound(string name) => Assert.Equal("jellyfish", Recipe.Find(name).Name);

    [Fact]
    public void Find_UnknownName_NamesTheNearOne()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Recipe.Find("jelyfish"));

        Assert.Equal("Recipe: received the name \"jelyfish\"; expected one of quickstart, tiny158, convnet, jellyfish. Did you mean jellyfish?", exception.Message);
    }
}
