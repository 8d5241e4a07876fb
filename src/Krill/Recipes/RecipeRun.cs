using Krill.Data;
using Krill.Runs;

namespace Krill.Recipes;

/// <summary>A run of a recipe, read back from its folder.</summary>
public sealed class RecipeRun
{
    readonly RecipeData _data;

    RecipeRun(RunFolder folder, Recipe recipe, RecipeData data, Model model)
    {
        Folder = folder;
        Recipe = recipe;
        Model = model;
        _data = data;
    }

    /// <summary>The folder, with what was asked.</summary>
    public RunFolder Folder { get; }

    /// <summary>The recipe that was trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>The network, with the weights that the run was tested with.</summary>
    public Model Model { get; }

    /// <summary>The name of the dataset that it is tested on.</summary>
    public string Dataset => _data.Name;

    /// <summary>Opens a run: declares its network again, and loads its weights and its data.</summary>
    /// <param name="directory">The folder of the run.</param>
    /// <param name="options">What to test on; by default the run's dataset.</param>
    /// <exception cref="DataException">The folder holds no run, or the run's weights or its data are missing or not what they should be.</exception>
    /// <exception cref="ArgumentException">There is no such dataset.</exception>
    public static RecipeRun Open(string directory, RecipeRunOptions? options = null)
    {
        options ??= new RecipeRunOptions();
        var folder = RunFolder.Open(directory);
        RunDescription asked = folder.Description;
        Recipe recipe = RunSettings.RecipeOf(folder.Path, asked);
        var data = RecipeData.Load(recipe, new RecipeOptions
        {
            Dataset = options.Dataset ?? asked.Dataset,
            DataDirectory = options.DataDirectory ?? (options.Dataset is null ? asked.DataDirectory : null),
            OnEvent = options.OnEvent,
            CancellationToken = options.CancellationToken,
        }, asked.Normalization);
        Model model = recipe.CreateModel(data.Test.Shape, data.Test.Classes, asked.Seed);
        folder.LoadWeights(model, folder.ReadResult()?.Weights ?? TestedWeights(RunSettings.ValidationOf(folder.Path, asked, recipe)));
        model.Precision = RunSettings.PrecisionOf(folder.Path, asked);
        model.Compile(recipe.CreateOptimizer(), recipe.Loss);
        return new RecipeRun(folder, recipe, data, model);
    }

    /// <summary>Tests the network as the run did: the same figures to the last bit, on any number of threads.</summary>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    public Evaluation Evaluate(int? threads = null) =>
        Model.Evaluate(_data.Test, Folder.Description.BatchSize, threads, Recipe.TestTimeAugmentation);

    /// <summary>Which weights are tested: the best by the validation images, and without any those that the training ended with.</summary>
    internal static RunWeights TestedWeights(ValidationSplit validation) => validation == ValidationSplit.None ? RunWeights.Last : RunWeights.Best;

    /// <summary>The recipe that a run was asked for.</summary>
    /// <exception cref="DataException">The folder holds no run, or one of no recipe.</exception>
    internal static Recipe RecipeOf(string directory)
    {
        var folder = RunFolder.Open(directory);
        return RunSettings.RecipeOf(folder.Path, folder.Description);
    }
}
