using Krill.Data;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Tuning;

/// <summary>A trial that is read back from its folder: the recipe with its values, and what it was trained on and how.</summary>
public static class TrialRecipe
{
    /// <summary>The recipe with the values of a trial; of a tuning that is done, of its best one.</summary>
    /// <param name="directory">The folder of a tuning, or of one of its trials.</param>
    /// <param name="own">The recipe, where it is not one of <see cref="Recipe.All"/>; by default the one that the folder names.</param>
    /// <exception cref="DataException">The folder is of neither, the tuning is not done, or its values are not of the recipe's space.</exception>
    public static Recipe Open(string directory, Recipe? own = null)
    {
        RunFolder run = Find(directory);
        return RunSettings.RecipeOf(run.Path, run.Description, own);
    }

    /// <summary>What a training of that recipe should do as the tuning did: data, validation images, batch size, learning rate, augmentation and precision.</summary>
    /// <remarks>Epochs, seed, threads and folder are those of a new training. Pictures in a folder are divided as they were, or refused.</remarks>
    /// <param name="directory">The folder of a tuning, or of one of its trials.</param>
    /// <param name="own">The recipe, where it is not one of <see cref="Recipe.All"/>; by default the one that the folder names.</param>
    /// <exception cref="DataException">The folder is of neither, the tuning is not done, or its settings cannot be understood.</exception>
    public static RecipeOptions Options(string directory, Recipe? own = null)
    {
        RunFolder run = Find(directory);
        Recipe recipe = RunSettings.RecipeOf(run.Path, run.Description, own);
        return RunSettings.OptionsOf(run.Path, run.Description, recipe, new ResumeOptions()) with { Epochs = null, Seed = 0, RunDirectory = null, CommandLine = [] };
    }

    /// <summary>The folder of a trial, or of the best one of a tuning that is done.</summary>
    static RunFolder Find(string directory)
    {
        string trial = directory;
        if (TuningFolder.Holds(directory))
        {
            TuningFolder folder = TuningFolder.Open(directory);
            TuningResult result = folder.Description.Result ?? throw new DataException(
                folder.Path, "a tuning that is not done", "one that has a best trial", "krill tune --resume goes on with it; or give the folder of one of its trials.");
            trial = folder.TrialPath(result.Best.Number);
        }

        var run = RunFolder.Open(trial);
        if (run.Description.Hyperparameters is null)
        {
            throw new DataException(run.Path, "a run without hyperparameters", "the folder of a tuning or of one of its trials", "krill tune makes one and prints its path.");
        }

        return run;
    }
}
