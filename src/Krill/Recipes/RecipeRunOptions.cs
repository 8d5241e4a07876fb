using Krill.Data;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>How a run, or an ensemble, is opened: what it is tested on, and who listens.</summary>
public sealed record RecipeRunOptions
{
    /// <summary>The recipe, where it is not one of <see cref="Recipe.All"/>; by default the one that the folder names.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The name of another dataset to test on; by default the run's.</summary>
    public string? Dataset { get; init; }

    /// <summary>
    /// Other pictures in folders to test on: those of its <c>test</c>, or all where its subfolders are the classes. Only the directory counts; they become
    /// images as in training. None by default.
    /// </summary>
    public ImageFolder? ImageFolder { get; init; }

    /// <summary>A directory that is looked into first for the dataset's files; by default the run's, and none for another dataset.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Is told about downloads and the reading of pictures. None by default.</summary>
    public Action<TrainingEvent>? OnEvent { get; init; }

    /// <summary>Ends a download, the reading of pictures, a test or a prediction. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }
}
