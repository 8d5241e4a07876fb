using System.Globalization;

namespace Krill.Tuning;

/// <summary>Numbers of a range, such as a rate.</summary>
public sealed class FloatRange : Hyperparameter
{
    // Steps like 0.01 are not exact in binary: what is added up is rounded to the digits that were meant.
    const int Digits = 12;

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
            throw new ArgumentException($"FloatRange {name}: received {least} to {greatest}; expected finite numbers, the least first.", nameof(greatest));
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

    /// <summary>The recipe's own value; by default the least.</summary>
    /// <exception cref="ArgumentException">Not one of the values that <see cref="Step"/>, given before, leads to.</exception>
    public double Default
    {
        get => field == 0 && !Has("0") ? Least : field;
        init => field = Has(Text(value)) ? value : throw new ArgumentException(Invariant($"FloatRange {Name}: received the default {value}; expected {Range}."));
    }

    internal override string DefaultText => Text(Default);

    internal override IReadOnlyList<string>? Values => Step is null ? null : [.. Steps().Select(Text)];

    internal override string Range => $"{Text(Least)} to {Text(Greatest)}{(Step is { } step ? RangeScale.StepText(Scale, step) : "")}";

    internal override string Draw(double uniform) => Values is { } values ? Pick(values, uniform) : Text(
        Scale == ParameterScale.Logarithmic ? Math.Clamp(Least * Math.Pow(Greatest / Least, uniform), Least, Greatest) : Least + (uniform * (Greatest - Least)));

    internal override bool Has(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double value)
        && (Step is null ? value >= Least && value <= Greatest : Steps().Any(step => Math.Abs(step - value) <= 1e-9 * Math.Max(Math.Abs(value), 1e-30)));

    IEnumerable<double> Steps()
    {
        double step = Step!.Value;
        for (int i = 0; ; i++)
        {
            double value = Scale == ParameterScale.Logarithmic ? Least * Math.Pow(step, i) : Math.Round(Least + (i * step), Digits);
            if (value > Greatest * (1 + 1e-12) || (i > 0 && value <= Least))
            {
                yield break;
            }

            yield return value;
        }
    }

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
