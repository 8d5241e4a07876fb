using Krill.Data;
using Krill.Ensembles;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary>What knows pictures: the network of a run, or the networks of an ensemble together.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Folder">The folder of the run or the ensemble.</param>
/// <param name="ClassNames">The names of the classes, in the order of the probabilities.</param>
/// <param name="Form">What a picture becomes.</param>
internal sealed record PictureClassifier(string Recipe, string Folder, IReadOnlyList<string> ClassNames, ImageFolder Form)
{
    /// <summary>From pictures that are images already, and threads, to a row of probabilities a picture.</summary>
    public required Func<IReadOnlyList<byte[]>, int?, Predictions> Predict { get; init; }

    /// <summary>How many networks an ensemble has; null for a run.</summary>
    public int? Members { get; init; }

    public static PictureClassifier Open(string directory, CancellationToken cancellation)
    {
        var options = new RecipeRunOptions { CancellationToken = cancellation };
        if (EnsembleRun.Holds(directory))
        {
            var ensemble = EnsembleRun.Open(directory, options);
            return new PictureClassifier(ensemble.Recipe.Name, ensemble.Path, ensemble.ClassNames, ensemble.Form) { Predict = ensemble.Predict, Members = ensemble.Members };
        }

        var run = RecipeRun.Open(directory, options);
        return new PictureClassifier(run.Recipe.Name, run.Folder.Path, run.ClassNames, run.Form) { Predict = run.Predict };
    }
}
