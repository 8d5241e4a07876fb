using Krill.Data;

namespace Krill.Recipes;

/// <summary>A dataset as a recipe wants it: rescaled and normalized, and with its validation images kept apart.</summary>
internal sealed partial record RecipeData(string Name, ImageSet Train, ImageSet? Validation, ImageSet Test)
{
    /// <summary>Loads, divides, normalizes and enlarges.</summary>
    /// <param name="recipe">Whose data it is.</param>
    /// <param name="options">What to do otherwise than the recipe says.</param>
    /// <param name="normalization">The normalization of a run; null to find it from the training images.</param>
    public static RecipeData Load(Recipe recipe, RecipeOptions options, ChannelNormalization? normalization = null) =>
        LoadDataset(recipe, options).Normalized(recipe, options.Seed, normalization);

    static RecipeData LoadDataset(Recipe recipe, RecipeOptions options)
    {
        Dataset dataset = Datasets.Load(options.Dataset ?? recipe.DefaultDataset, new DatasetOptions
        {
            Directory = options.DataDirectory,
            CancellationToken = options.CancellationToken,
            Progress = options.OnEvent is { } listener ? new Relay(listener) : null,
        });
        (ImageSet train, ImageSet? validation) = (options.Validation ?? recipe.Validation).Divide(Prepared(recipe, dataset.Train));
        return new RecipeData(dataset.Name, train, validation, Prepared(recipe, dataset.Test));
    }

    static ImageSet Prepared(Recipe recipe, ImageSet set) => set.WithRescale(recipe.Rescale).WithSampleNormalization(recipe.SampleNormalization);

    /// <summary>Hands progress on as events, at once and on the same thread.</summary>
    sealed class Relay(Action<Training.TrainingEvent> listener) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => listener(new DownloadProgressed(value));
    }
}
