using Krill.Ensembles;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>The ensemble that a report is about.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Asked">What was asked of its first member.</param>
/// <param name="Recipe">What was trained.</param>
/// <param name="Model">One of its networks, with whatever weights.</param>
/// <param name="Data">The images.</param>
internal sealed record EnsembleSubject(string Path, RunDescription Asked, Recipe Recipe, Model Model, RecipeData Data)
    : ReportSubject(Path, Asked, Recipe, Model, Data)
{
    /// <summary>What came of it.</summary>
    public required EnsembleResult Result { get; init; }

    /// <summary>The epochs of each member, in their order.</summary>
    public required IReadOnlyList<History> Trainings { get; init; }

    /// <summary>What all members together predict for the test images.</summary>
    public required Predictions Tested { get; init; }

    /// <inheritdoc/>
    public override double? TestAccuracy => Result.TestAccuracy;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Seeds => [("members", ReportFigures.Count(Result.Members.Count)), ("seeds", SeedText)];

    /// <summary>The seeds of its members.</summary>
    public string SeedText => Result.Members.Count == 1
        ? ReportFigures.Text(Result.Members[0].Seed)
        : $"{ReportFigures.Text(Result.Members[0].Seed)} to {ReportFigures.Text(Result.Members[^1].Seed)}";
}
