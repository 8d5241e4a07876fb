using Krill.Data;
using Krill.Losses;
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
    /// <param name="cancellation">Ends the test after the batch at hand.</param>
    /// <returns>What came of it, and what all members together predict for the test images.</returns>
    public static (EnsembleResult Result, Predictions Predictions) Run(
        EnsembleFolder folder, Recipe recipe, RecipeData data, IReadOnlyList<EnsembleMember> members, int threads, CancellationToken cancellation)
    {
        RunDescription asked = folder.Description.Training;
        var test = new AveragedPredictions(data.Test.Count, data.Test.Classes);
        AveragedPredictions? validation = data.Validation is { } images ? new AveragedPredictions(images.Count, images.Classes) : null;
        Predictions? together = null;
        var tested = new List<EnsembleMember>();
        var sizes = new List<EnsembleSize>();
        int parameters = 0;
        foreach (EnsembleMember member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            Model model = Network(folder, recipe, data.Test.Shape, data.Test.Classes, member);
            parameters = model.TrainableParameterCount;
            double? chosen = validation is null ? null : Test(data.Validation!, recipe.Loss, validation.Add(Predict(model, data.Validation!))).Accuracy;
            Predictions single = Predict(model, data.Test);
            together = test.Add(single);
            (double loss, double accuracy) = Test(data.Test, recipe.Loss, together);
            tested.Add(member with { TestAccuracy = Test(data.Test, recipe.Loss, single).Accuracy });
            sizes.Add(new EnsembleSize(tested.Count, chosen, loss, accuracy));
        }

        double mean = tested.Average(member => member.TestAccuracy!.Value);
        var result = new EnsembleResult
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
        return (result, together!);

        Predictions Predict(Model model, ImageSet set) => model.Predict(set, asked.BatchSize, threads, recipe.TestTimeAugmentation, cancellation);
    }

    /// <summary>Averages what the members predict for images, which need no labels, one member after another.</summary>
    public static Predictions Predict(
        EnsembleFolder folder, Recipe recipe, ImageSet images, int classes, IReadOnlyList<EnsembleMember> members, int? threads, CancellationToken cancellation)
    {
        var average = new AveragedPredictions(images.Count, classes);
        Predictions? together = null;
        foreach (EnsembleMember member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            Model model = Network(folder, recipe, images.Shape, classes, member);
            together = average.Add(model.Predict(images, folder.Description.Training.BatchSize, threads, recipe.TestTimeAugmentation, cancellation));
        }

        return together!;
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

    /// <summary>The network of a member that is trained, for such images.</summary>
    static Model Network(EnsembleFolder folder, Recipe recipe, ImageShape shape, int classes, EnsembleMember member)
    {
        Model model = recipe.CreateModel(shape, classes, member.Seed);
        RunFolder run = folder.Member(member.Number);
        run.LoadWeights(model, run.ReadResult()!.Weights);
        model.Precision = RunSettings.PrecisionOf(folder.Path, folder.Description.Training);
        return model;
    }

    static (double Loss, double Accuracy) Test(ImageSet images, Loss loss, Predictions predictions)
    {
        double sum = 0;
        int correct = 0;
        for (int image = 0; image < images.Count; image++)
        {
            sum += loss.Of(predictions.Row(image), images.Label(image));
            correct += predictions.IsCorrect(image, images.Label(image)) ? 1 : 0;
        }

        return (sum / images.Count, (double)correct / images.Count);
    }
}
