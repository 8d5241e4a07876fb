namespace Krill.Reports.Comparison;

/// <summary>Several figures of one kind.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">With n - 1; null for a single one.</param>
internal readonly record struct Spread(int Count, double Mean, double? StandardDeviation)
{
    /// <summary>The figures that are known; null where none is.</summary>
    public static Spread? Of(IEnumerable<double?> figures)
    {
        double[] known = [.. figures.OfType<double>()];
        if (known.Length == 0)
        {
            return null;
        }

        double mean = known.Average();
        return new Spread(known.Length, mean, known.Length > 1 ? Math.Sqrt(known.Sum(figure => (figure - mean) * (figure - mean)) / (known.Length - 1)) : null);
    }
}
