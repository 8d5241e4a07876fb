using Krill.Recipes;
using Krill.Runs;

namespace Krill.Ensembles;

/// <summary>Tests an ensemble whose members are trained, by itself and when it is opened again: the same figures to the last bit.</summary>
internal static class EnsembleTest
{
    /// <summary>Predicts with one member after another.</summary>
    /// <param name="folder">The ensemble.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="data">What to test on.</param>
    /// <param name="members">Its members, trained.</param>
    /// <param name="threads">Threads that work.</param>
    /// <param name="cancellation">Ends the test between members.</param>
    public static EnsembleResult Run(
        EnsembleFolder folder, Recipe recipe, RecipeData data, IReadOnlyList<EnsembleMember> members, int threads, CancellationToken cancellation)
    {
        RunDescription asked = folder.Description.Training;
        var test = new AveragedPredictions(data.Test, recipe.Loss);
        AveragedPredictions? validation = data.Validation is { } images ? new AveragedPredictions(images, recipe.Loss) : null;
        var tested = new List<EnsembleMember>();
        var sizes = new List<EnsembleSize>();
        int parameters = 0;
        foreach (EnsembleMember member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            Model model = recipe.CreateModel(data.Test.Shape, data.Test.Classes, member.Seed);
            RunFolder run = folder.Member(member.Number);
            run.LoadWeights(model, run.ReadResult()!.Weights);
            model.Precision = RunSettings.PrecisionOf(folder.Path, asked);
            parameters = model.TrainableParameterCount;
            double? chosen = validation?.Add(Predict(model, data.Validation!)).Accuracy;
            (double single, double loss, double accuracy) = test.Add(Predict(model, data.Test));
            tested.Add(member with { TestAccuracy = single });
            sizes.Add(new EnsembleSize(tested.Count, chosen, loss, accuracy));
        }

        double mean = tested.Average(member => member.TestAccuracy!.Value);
        return new EnsembleResult
        {
            Recipe = recipe.Name,
            Dataset = data.Name,
            Parameters = parameters,
            Seed = asked.Seed,
            Precision = asked.Precision,
            Members = tested,
            Sizes = sizes,
            SingleMean = mean,
            SingleStandardDeviation = tested.Count > 1
                ? Math.Sqrt(tested.Sum(member => Math.Pow(member.TestAccuracy!.Value - mean, 2)) / (tested.Count - 1))
                : null,
            Seconds = tested.Sum(member => member.Seconds),
            TestImages = data.Test.Count,
            ValidationAccuracy = sizes[^1].ValidationAccuracy,
            TestLoss = sizes[^1].TestLoss,
            TestAccuracy = sizes[^1].TestAccuracy,
            Run = folder.Path,
        };

        Predictions Predict(Model model, Data.ImageSet set) => model.Predict(set, asked.BatchSize, threads, recipe.TestTimeAugmentation);
    }

    /// <summary>What is known of a member that is trained.</summary>
    public static EnsembleMember MemberOf(EnsembleFolder folder, int number, RunResult result) => new()
    {
        Number = number,
        Seed = folder.SeedOf(number),
        Epochs = result.Epochs,
        BestEpoch = result.BestEpoch ?? result.Epochs,
        Seconds = result.Seconds,
        ValidationAccuracy = result.ValidationAccuracy,
        Run = folder.MemberPath(number),
    };
}
