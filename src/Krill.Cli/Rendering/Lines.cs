using Krill.Data;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Cli.Rendering;

/// <summary>The lines that the plain and the live display have in common.</summary>
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

    /// <summary>An epoch's figures, as many as fit: what matters least goes first.</summary>
    public static string Epoch(EpochLogs epoch, int epochs, int width = int.MaxValue)
    {
        int digits = epochs.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        string number = $"epoch {epoch.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits)}/{epochs}";
        return Fitting(
            width,
            (number, 0),
            ($"loss {Figures.Short(epoch.Loss)}", 3),
            ($"accuracy {Figures.Short(epoch.Accuracy)}", 2),
            (epoch.ValidationLoss is { } loss ? $"validation loss {Figures.Short(loss)}" : "", 6),
            (epoch.ValidationAccuracy is { } accuracy ? $"validation accuracy {Figures.Short(accuracy)}" : "", 1),
            (Figures.Duration(epoch.TrainingSeconds + epoch.ValidationSeconds), 5),
            (Figures.Speed(epoch.ImagesPerSecond), 4));
    }

    /// <summary>The figures of an epoch so far, as many as fit.</summary>
    public static string Batch(BatchEnded batch, int width) => Fitting(
        width,
        ($"loss {Figures.Short(batch.Loss)}", 0),
        ($"accuracy {Figures.Short(batch.Accuracy)}", 1),
        (Figures.Speed(batch.ImagesPerSecond), 2));

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

    static string Fitting(int width, params (string Text, int Rank)[] parts)
    {
        for (int rank = parts.Max(part => part.Rank); ; rank--)
        {
            string line = string.Join("  ", parts.Where(part => part.Rank <= rank && part.Text.Length > 0).Select(part => part.Text));
            if (line.Length <= width || rank == 0)
            {
                return line;
            }
        }
    }

    public static string Message(MessageRaised message) => $"{(message.IsWarning ? "warning: " : "")}{message.Source}: {message.Text}";

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
