using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>The run that a report is about.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Recipe">What was trained.</param>
/// <param name="Model">The network, with the weights that were tested.</param>
/// <param name="Data">The images.</param>
internal sealed record RunSubject(RunFolder Folder, Recipe Recipe, Model Model, RecipeData Data)
    : ReportSubject(Folder.Path, Folder.Description, Recipe, Model, Data)
{
    /// <summary>Threads that predict; null, the default, for one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>Ends the prediction of the test images. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The outputs for the test images, where they are known already.</summary>
    public Predictions? Tested { get; init; }

    /// <summary>The figures of each epoch.</summary>
    public History History { get; } = Folder.ReadHistory();

    /// <summary>How the run ended; null where it has not.</summary>
    public RunResult? Result { get; } = Folder.ReadResult();

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => Recipe.DropRemainder ? Data.Train.Count / Asked.BatchSize : (Data.Train.Count + Asked.BatchSize - 1) / Asked.BatchSize;

    /// <inheritdoc/>
    public override double? TestAccuracy => Result?.TestAccuracy;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Seeds => [("seed", ReportFigures.Text(Asked.Seed))];

    /// <summary>
    /// The outputs for the test images, computed as the run's evaluation computed them: with the same weights, batches and views. Null for a run that has not
    /// tested its network yet, since a report is no reason to look at the test images.
    /// </summary>
    public Predictions? Predict() =>
        TestAccuracy is null ? null : Tested ?? Model.Predict(Data.Test, Asked.BatchSize, Threads, Recipe.TestTimeAugmentation, CancellationToken);
}
