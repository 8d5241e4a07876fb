using System.Globalization;

namespace Krill.Results;

/// <summary>Figures as texts.</summary>
internal static class ResultsText
{
    /// <summary>The mean of the test accuracies, the standard deviation where there are several, and how many there are; – where there is none.</summary>
    /// <remarks>Where a recipe averages several views of each test image, the mean without that stands behind it.</remarks>
    public static string Accuracy(FigureRecord record)
    {
        if (record.Figures.GetValueOrDefault("test_accuracy") is not { } accuracy)
        {
            return "–";
        }

        string single = record.Figures.GetValueOrDefault("test_accuracy_without_tta") is { } without ? $", {Percent(without.Mean)} without test-time augmentation" : "";
        return $"{Spread(accuracy)} ({accuracy.N}){single}";
    }

    /// <summary>The mean of shares, and the standard deviation where there are several; – where there is none.</summary>
    public static string Spread(Figure? figure) => figure is null ? "–" : Percent(figure.Mean) + (figure.Sd is { } sd ? $" ± {Percent(sd)}" : "");

    /// <summary>From the least to the greatest, in some unit; one number where they read alike, – where there is none.</summary>
    public static string Range(Figure? figure, string format, double unit = 1)
    {
        if (figure is null)
        {
            return "–";
        }

        string least = Number(figure.Min / unit, format), greatest = Number(figure.Max / unit, format);
        return least == greatest ? least : $"{least} to {greatest}";
    }

    /// <summary>The seeds of the runs: from the first to the last for consecutive ones, else each.</summary>
    public static string Seeds(IEnumerable<ulong> all)
    {
        ulong[] seeds = [.. all.Distinct()];
        bool run = seeds.Length > 2 && seeds.Index().All(pair => pair.Item == seeds[0] + (ulong)pair.Index);
        return (seeds.Length == 1 ? "seed " : "seeds ") + (run ? $"{seeds[0]} to {seeds[^1]}" : string.Join(", ", seeds));
    }

    /// <summary>A number of things.</summary>
    public static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";

    /// <summary>The beginning of a commit's name.</summary>
    public static string Short(string commit) => commit[..12];

    /// <summary>Words for a table, in which a bar would end the cell.</summary>
    public static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    public static string Percent(double share) => Number(share * 100, "0.00") + "%";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
