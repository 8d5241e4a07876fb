using System.Globalization;

namespace Krill.Charts;

/// <summary>An axis with its ends and ticks: from numbers to the places of a picture.</summary>
internal sealed class AxisScale
{
    // Greater ones have no room for sums and differences; a figure that large is a mistake, not a measurement.
    const double Most = 1e300;

    readonly bool _isLogarithmic;
    readonly double _low;
    readonly double _high;

    public AxisScale(Axis axis, IEnumerable<double> numbers, int ticks, bool endsAtTicks)
    {
        _isLogarithmic = axis.IsLogarithmic;
        axis = _isLogarithmic ? axis with { Minimum = Positive(axis.Minimum), Maximum = Positive(axis.Maximum) } : axis;
        double[] drawn = [.. numbers.Where(IsDrawn)];
        (double low, double high) = Ends(axis, drawn);
        Ticks = _isLogarithmic
            ? AxisTicks.Logarithmic(low, high, ticks)
            : AxisTicks.Linear(low, high, ticks, drawn.All(double.IsInteger) && !axis.IsPercentage);
        if (endsAtTicks)
        {
            low = axis.Minimum ?? Math.Min(low, Ticks[0]);
            high = axis.Maximum ?? Math.Max(high, Ticks[^1]);
        }

        Ticks = [.. Ticks.Where(tick => tick >= low && tick <= high)];
        _low = Value(low);
        _high = Value(high);
        Labels = AxisTicks.Labels(Ticks, axis.IsPercentage);
    }

    /// <summary>Round numbers, in ascending order.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>What stands at each.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Where a number lies: 0 at the beginning, 1 at the end; beyond where it is outside.</summary>
    public double Place(double number) => (Value(number) - _low) / (_high - _low);

    /// <summary>Whether a number has a place.</summary>
    public bool IsDrawn(double number) => Math.Abs(number) < Most && (!_isLogarithmic || number > 0);

    /// <summary>A number in full, for a reader who points at it.</summary>
    public static string Text(double number, bool isPercentage) => isPercentage
        ? (number * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%"
        : number.ToString("G6", CultureInfo.InvariantCulture);

    static (double Low, double High) Ends(Axis axis, double[] drawn)
    {
        if (axis.Minimum >= axis.Maximum)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Axis: received a minimum of {axis.Minimum} and a maximum of {axis.Maximum}; expected the minimum to be the lesser."));
        }

        double low = axis.Minimum ?? (drawn.Length > 0 ? drawn.Min() : axis.IsLogarithmic ? 0.1 : 0);
        double high = axis.Maximum ?? (drawn.Length > 0 ? drawn.Max() : 1);
        if (high > low)
        {
            return (low, high);
        }

        // One number only, or all beyond the end that is given: what is known has room beside it.
        double known = axis.Minimum ?? axis.Maximum ?? low;
        double margin = double.IsInteger(known) && Math.Abs(known) < 1e6 ? 1 : Math.Abs(known) / 2;
        (double below, double above) = axis.IsLogarithmic ? (known / 2, known * 2) : (known - margin, known + margin);
        return (axis.Minimum ?? below, axis.Maximum ?? above);
    }

    /// <summary>An end that a logarithmic axis can have.</summary>
    static double? Positive(double? end) => end > 0 ? end : null;

    double Value(double number) => _isLogarithmic ? Math.Log10(number) : number;
}
