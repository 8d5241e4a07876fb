using Krill.Data;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>What a report is about: a run or an ensemble.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Asked">What was asked; of an ensemble, of its first member.</param>
/// <param name="Recipe">What was trained.</param>
/// <param name="Model">The network.</param>
/// <param name="Data">The images.</param>
internal abstract record ReportSubject(string Path, RunDescription Asked, Recipe Recipe, Model Model, RecipeData Data)
{
    /// <summary>How the training images were changed.</summary>
    public required IReadOnlyList<Augmentation> Augmentation { get; init; }

    /// <summary>What each class is called.</summary>
    public IReadOnlyList<string> ClassNames => Data.Test.ClassNames;

    /// <summary>The accuracy on the test images; null where they have not been looked at.</summary>
    public abstract double? TestAccuracy { get; }

    /// <summary>The settings that say which random numbers there were.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Seeds { get; }
}
