using Krill.Data;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>The run that a report is about.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Recipe">What was trained.</param>
/// <param name="Model">The network, with the weights that were tested.</param>
/// <param name="Data">The images.</param>
internal sealed record ReportSubject(RunFolder Folder, Recipe Recipe, Model Model, RecipeData Data)
{
    /// <summary>How the training images were changed.</summary>
    public required IReadOnlyList<Augmentation> Augmentation { get; init; }

    /// <summary>Threads that predict; null, the default, for one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>The outputs for the test images, where they are known already.</summary>
    public Predictions? Tested { get; init; }

    /// <summary>The figures of each epoch.</summary>
    public History History { get; } = Folder.ReadHistory();

    /// <summary>How the run ended; null where it has not.</summary>
    public RunResult? Result { get; } = Folder.ReadResult();

    /// <summary>What was asked.</summary>
    public RunDescription Asked => Folder.Description;

    /// <summary>What each class is called.</summary>
    public IReadOnlyList<string> ClassNames => Data.Test.ClassNames;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => Recipe.DropRemainder ? Data.Train.Count / Asked.BatchSize : (Data.Train.Count + Asked.BatchSize - 1) / Asked.BatchSize;

    /// <summary>
    /// The outputs for the test images, computed as the run's evaluation computed them: with the same weights, batches and views. Null for a run that has not
    /// tested its network yet, since a report is no reason to look at the test images.
    /// </summary>
    public Predictions? Predict() =>
        Result?.TestAccuracy is null ? null : Tested ?? Model.Predict(Data.Test, Asked.BatchSize, Threads, Recipe.TestTimeAugmentation);
}
