using Krill.Data;

namespace Krill.Recipes;

internal sealed partial record RecipeData
{
    /// <summary>Images that the training set had before the recipe made it larger; the added ones are behind them.</summary>
    public int OwnImages { get; private init; } = Train.Count;

    /// <summary>Images that the recipe has added.</summary>
    public int AddedImages => Train.Count - OwnImages;

    /// <summary>Training images to show: those that the recipe has added, where it has, else all.</summary>
    public ImageSet Shown => AddedImages > 0 ? Train.Subset([.. Enumerable.Range(OwnImages, AddedImages)]) : Train;

    /// <summary>The same, with channels normalized by the training images, and these made more where the recipe does so.</summary>
    RecipeData Normalized(Recipe recipe, ulong seed, ChannelNormalization? normalization)
    {
        normalization ??= recipe.FitNormalization(Train);
        return this with
        {
            Train = recipe.Enlarge(Train.WithNormalization(normalization), seed),
            Validation = Validation?.WithNormalization(normalization),
            Test = Test.WithNormalization(normalization),
        };
    }
}
