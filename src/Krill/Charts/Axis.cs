using System.Globalization;

namespace Krill.Charts;

/// <summary>One direction of a <see cref="LineChart"/>.</summary>
public sealed record Axis
{
    /// <summary>What it measures, with its unit; empty by default.</summary>
    public string Label { get; init; } = "";

    /// <summary>Whether equal distances are equal factors; false by default. Numbers that are not positive are then left out.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether numbers are shares that are written as percentages: 0.25 as 25%. False by default.</summary>
    public bool IsPercentage { get; init; }

    /// <summary>Where it begins; by default below the least number that is drawn. One that is not positive is not heeded where <see cref="IsLogarithmic"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number.</exception>
    public double? Minimum { get; init => field = Finite(value, "Minimum"); }

    /// <summary>Where it ends; by default above the greatest number that is drawn. One that is not positive is not heeded where <see cref="IsLogarithmic"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number.</exception>
    public double? Maximum { get; init => field = Finite(value, "Maximum"); }

    static double? Finite(double? value, string name) => value is null || double.IsFinite(value.Value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Axis.{name}: received {value}; expected a finite number."));
}
