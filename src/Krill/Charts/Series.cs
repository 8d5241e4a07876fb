namespace Krill.Charts;

/// <summary>Points of a <see cref="LineChart"/> that belong together.</summary>
public sealed class Series
{
    /// <summary>Makes a series.</summary>
    /// <param name="name">What the legend calls it; empty for no entry.</param>
    /// <param name="x">Where each point lies from left to right.</param>
    /// <param name="y">How high each lies: as many numbers. One that is not finite breaks the line.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Name = name;
        X = x;
        Y = RequireCount(y, "y");
    }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>Where each point lies from left to right.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>How high each point lies.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Half the height of a band around the line, for each point, such as a standard deviation; by default none.</summary>
    /// <exception cref="ArgumentException">There are not as many as points.</exception>
    public IReadOnlyList<double>? Spread { get; init => field = value is null ? null : RequireCount(value, "Spread"); }

    /// <summary>How it is drawn; by default as a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public SeriesStyle Style { get; init => field = Require.Defined(value, "Series.Style"); }

    /// <summary>Whether its line is broken; false by default.</summary>
    public bool IsDashed { get; init; }

    /// <summary>Which of the chart's colours it has, 0 the first; by default that of its place among the series.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int? Color { get; init => field = value is { } color ? Require.AtLeast(color, 0, "Series.Color") : null; }

    IReadOnlyList<double> RequireCount(IReadOnlyList<double> numbers, string what) => numbers.Count == X.Count
        ? numbers
        : throw new ArgumentException($"Series \"{Name}\": received {X.Count} numbers of x and {numbers.Count} of {what}; expected as many of each.");
}
