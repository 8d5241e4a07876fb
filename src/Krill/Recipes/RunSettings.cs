using Krill.Data;
using Krill.Runs;
using Krill.Training;
using Krill.Tuning;

namespace Krill.Recipes;

/// <summary>What a run was asked, there and back: all options of a training that its bits depend on stand in its <c>run.json</c>.</summary>
internal static class RunSettings
{
    /// <summary>The recipe of a run.</summary>
    /// <param name="folder">Where the run is, for errors.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="own">A recipe that is not one of Krill's; null for none.</param>
    /// <exception cref="DataException">There is no such recipe.</exception>
    public static Recipe RecipeOf(string folder, RunDescription asked, Recipe? own = null)
    {
        Recipe recipe = NamedRecipe(folder, asked, own);
        if (asked.Hyperparameters is not { Count: > 0 } values)
        {
            return recipe;
        }

        SearchSpace space = recipe.SearchSpace
            ?? throw new DataException(folder, $"hyperparameters of {recipe.Name}", "none, as the recipe has no search space", "Another version of Krill may have made it.");
        return recipe.With(space.Read(folder, values));
    }

    /// <exception cref="DataException">There is no such precision.</exception>
    public static Precision PrecisionOf(string folder, RunDescription asked) => Precisions.Parse(asked.Precision) ?? throw new DataException(
        folder, $"a run in the precision \"{asked.Precision}\"", string.Join(" or ", Precisions.Names), "A newer version of Krill may have made it.");

    /// <exception cref="DataException">There is no such split.</exception>
    public static ValidationSplit ValidationOf(string folder, RunDescription asked, Recipe recipe) =>
        asked.Validation is not { } text ? recipe.Validation
        : ValidationSplit.Parse(text) ?? throw new DataException(
            folder, $"a run with the validation images \"{text}\"", ValidationSplit.Texts, "A newer version of Krill may have made it.");

    /// <exception cref="DataException">There is no such augmentation.</exception>
    public static IReadOnlyList<Augmentation>? AugmentationOf(string folder, RunDescription asked, Recipe recipe)
    {
        // The recipe's own may be one that has no text to be made of.
        if (asked.Augmentation is not { } texts || texts.SequenceEqual(recipe.Augmentation.Select(AugmentationText.Recorded)))
        {
            return null;
        }

        try
        {
            return [.. texts.SelectMany(AugmentationText.Parse)];
        }
        catch (ArgumentException exception)
        {
            throw new DataException(
                folder, $"a run with the augmentation \"{string.Join("; ", texts)}\" ({exception.Message})", "what --augment takes, or the recipe's own",
                "A newer version of Krill may have made it, or the recipe has changed: train again.", exception);
        }
    }

    /// <summary>What a picture becomes for a run: as its folder says, and for a dataset the whole picture in the size of its images.</summary>
    /// <param name="asked">What was asked.</param>
    /// <param name="images">The shape of the run's images.</param>
    public static ImageFolder FormOf(RunDescription asked, ImageShape images) =>
        asked.ImageFolder ?? new ImageFolder { Directory = ".", Height = images.Height, Width = images.Width, Channels = images.Channels };

    /// <summary>The pictures that the options ask for instead of the run's; null where they ask for none, or for the run's own.</summary>
    public static ImageFolder? OtherFolder(RunDescription asked, RecipeRunOptions options) =>
        options.ImageFolder?.Whole() is { } folder && folder.Directory != asked.ImageFolder?.Whole().Directory ? folder : null;

    /// <summary>The options that load the data that a run is tested on, where that is a dataset or the run's own folder.</summary>
    public static RecipeOptions DataOf(RunDescription asked, RecipeRunOptions options) => new()
    {
        Dataset = options.Dataset ?? asked.Dataset,
        DataDirectory = options.DataDirectory ?? (options.Dataset is null ? asked.DataDirectory : null),
        ImageFolder = options.Dataset is null ? asked.ImageFolder : null,
        OnEvent = options.OnEvent,
        CancellationToken = options.CancellationToken,
    };

    /// <summary>The options that make the same training again.</summary>
    public static RecipeOptions OptionsOf(string folder, RunDescription asked, Recipe recipe, ResumeOptions options) => new()
    {
        Dataset = asked.Dataset,
        DataDirectory = asked.DataDirectory,
        ImageFolder = asked.ImageFolder,
        Validation = ValidationOf(folder, asked, recipe),
        Epochs = asked.Epochs,
        BatchSize = asked.BatchSize,
        LearningRate = asked.LearningRate,
        Augmentation = AugmentationOf(folder, asked, recipe),
        Seed = asked.Seed,
        Threads = options.Threads,
        WritesReport = options.WritesReport,
        Precision = PrecisionOf(folder, asked),
        RunDirectory = folder,
        Callbacks = options.Callbacks,
        CommandLine = asked.CommandLine,
        OnEvent = options.OnEvent,
        CancellationToken = options.CancellationToken,
    };

    static Recipe NamedRecipe(string folder, RunDescription asked, Recipe? own)
    {
        if (own is not null)
        {
            return own.Name == asked.Recipe ? own : throw new DataException(folder, $"the recipe {own.Name}", asked.Recipe, "Give the recipe that the run was begun with.");
        }

        try
        {
            return Recipe.Find(asked.Recipe);
        }
        catch (ArgumentException exception)
        {
            string names = string.Join(", ", Recipe.All.Select(recipe => recipe.Name));
            throw new DataException(
                folder, $"a run of \"{asked.Recipe}\"", $"one of {names}", "A recipe of your own is known to your program only, which gives it by RecipeRunOptions.Recipe, or ResumeOptions.Recipe.", exception);
        }
    }
}
