namespace Krill.Results;

/// <summary>A number that each run of a command gave, and what these numbers come to.</summary>
internal sealed record Figure
{
    /// <summary>The runs' numbers, in the order of the runs.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    public required int N { get; init; }

    public required double Mean { get; init; }

    public required double Median { get; init; }

    /// <summary>The standard deviation of the runs (with n - 1); null for a single run.</summary>
    public double? Sd { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>The least of a loss or a time, the greatest of all else.</summary>
    public required double Best { get; init; }

    public static Figure Of(string name, IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double mean = values.Average();
        return new Figure
        {
            Values = values,
            N = values.Count,
            Mean = mean,
            Median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
            Sd = values.Count == 1 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)),
            Min = sorted[0],
            Max = sorted[^1],
            Best = LessIsBetter(name) ? sorted[0] : sorted[^1],
        };
    }

    /// <summary>The statistic of a name: mean, median, sd, min, max, best.</summary>
    public double? Statistic(string name) => name switch
    {
        "mean" => Mean,
        "median" => Median,
        "sd" => Sd,
        "min" => Min,
        "max" => Max,
        "best" => Best,
        _ => throw new ArgumentException($"received the statistic {name}; expected mean, median, sd, min, max or best.", nameof(name)),
    };

    static bool LessIsBetter(string name) => name.EndsWith("loss", StringComparison.Ordinal) || name.EndsWith("seconds", StringComparison.Ordinal);
}
