using System.Globalization;

namespace Krill.Tuning;

/// <summary>Numbers of a range, such as a rate.</summary>
public sealed class FloatRange : Hyperparameter
{
    // Steps like 0.01 are not exact in binary: what is added up is rounded to the digits that were meant.
    const int Digits = 12;

    readonly double? _default;

    /// <summary>A range.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value, where the steps reach it.</param>
    /// <exception cref="ArgumentException">Not finite, or the greatest is less than the least.</exception>
    public FloatRange(string name, double least, double greatest)
        : base(name)
    {
        if (!double.IsFinite(least) || !double.IsFinite(greatest) || greatest < least)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"FloatRange {name}: received {least} to {greatest}; expected finite numbers, the least first."), nameof(greatest));
        }

        Least = least;
        Greatest = greatest;
    }

    /// <summary>The least value.</summary>
    public double Least { get; }

    /// <summary>The greatest value, where the steps reach it.</summary>
    public double Greatest { get; }

    /// <summary>From a value to the next: what is added, greater than 0, or on a logarithmic scale the factor, greater than 1. None by default: any number of the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double? Step { get; init => field = value is { } step ? Require.Positive(step, "FloatRange.Step") : null; }

    /// <summary>How the values lie; linear by default.</summary>
    /// <exception cref="ArgumentException">Logarithmic, and the range is not above 0.</exception>
    public ParameterScale Scale { get; init => field = RangeScale.Checked(value, Name, Least); }

    /// <summary>The recipe's own value; by default the least. A <see cref="SearchSpace"/> refuses one that the steps do not lead to.</summary>
    public double Default { get => _default ?? Least; init => _default = value; }

    internal override string DefaultText => Text(Default);

    internal override long? Count => Step is null ? null : LastStep() + 1;

    internal override string Range => $"{Text(Least)} to {Text(Greatest)}{(Step is { } step ? RangeScale.StepText(Scale, step) : "")}";

    internal override string Draw(double uniform) => Count is { } count ? Pick(count, uniform) : Text(
        Scale == ParameterScale.Logarithmic ? Math.Clamp(Least * Math.Pow(Greatest / Least, uniform), Least, Greatest) : Least + (uniform * (Greatest - Least)));

    internal override string? Written(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            return null;
        }

        if (Step is null)
        {
            return value >= Least && value <= Greatest ? Text(value) : null;
        }

        double near = ValueAt(Math.Clamp(PlaceOf(value), 0, LastStep()));
        return Math.Abs(near - value) <= 1e-9 * Math.Max(Math.Abs(value), 1e-30) ? Text(near) : null;
    }

    private protected override string At(long place) => Text(ValueAt(place));

    /// <summary>The last place whose value is within the range: where rounding moves it across the edge, it is by a place at most.</summary>
    long LastStep()
    {
        long last = Math.Max(0, PlaceOf(Greatest) + 1);
        while (last > 0 && (ValueAt(last) > Greatest + (1e-12 * Math.Abs(Greatest)) || ValueAt(last) <= Least))
        {
            last--;
        }

        return last;
    }

    /// <summary>The place nearest to a value, were there no ends.</summary>
    long PlaceOf(double value) =>
        (long)Math.Round(Scale == ParameterScale.Logarithmic ? Math.Log(value / Least) / Math.Log(Step!.Value) : (value - Least) / Step!.Value);

    double ValueAt(long place) => Scale == ParameterScale.Logarithmic ? Least * Math.Pow(Step!.Value, place) : Math.Round(Least + (place * Step!.Value), Digits);

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
