using Krill.Data;
using Krill.Recipes;

namespace Krill.Cli.Rendering;

/// <summary>The lines of a session that the plain and the live display have in common; those of a training are the library's.</summary>
internal static class Lines
{
    public static IEnumerable<string> Start(SessionStarted started)
    {
        string validation = started.ValidationImages > 0 ? $"{Figures.Count(started.ValidationImages)} to choose by" : "none to choose by";
        yield return $"{started.Recipe} on {started.Dataset}: {Figures.Count(started.Parameters)} parameters; "
            + $"{Figures.Count(started.TrainingImages)} images to train on, {validation}, {Figures.Count(started.TestImages)} to test with";
        yield return $"batches of {Figures.Count(started.BatchSize)}, {started.Epochs} epochs at most, seed {started.Seed}, "
            + $"{started.Threads} threads, {started.Precision}, {started.Kernels} kernels";
        if (started.Augmentation.Count > 0)
        {
            yield return $"augmented: {string.Join("; then ", started.Augmentation)}";
        }

        if (started.Run is not null)
        {
            yield return $"run: {started.Run}";
        }
    }

    public static string Reading(FolderProgress progress) => $"reading {Figures.Count(progress.Total)} pictures of {progress.Folder}";

    /// <summary>A line as rows no wider than a width, broken at spaces where there are any.</summary>
    public static IEnumerable<string> Wrap(string line, int width)
    {
        while (line.Length > width)
        {
            int space = line.LastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            yield return line[..end];
            line = line[end..].TrimStart();
        }

        yield return line;
    }

    public static IEnumerable<string> Result(RecipeResult result)
    {
        string validation = result.ValidationAccuracy is { } accuracy ? $", validation accuracy {Figures.Short(accuracy)}" : "";
        yield return $"{result.Epochs} epochs in {Figures.Duration(result.Seconds)}, {Figures.Speed(result.ImagesPerSecond)}; "
            + $"tested as after epoch {result.BestEpoch}{validation}";
        if (result.TestAccuracyWithoutTta is { } single)
        {
            yield return $"without test-time augmentation, test accuracy {Figures.Exact(single)}";
        }

        yield return TestAccuracy(result.TestAccuracy);
    }

    /// <summary>The line that training and evaluation both end with, the same to the last digit.</summary>
    public static string TestAccuracy(double accuracy) => $"test accuracy {Figures.Exact(accuracy)}";
}
