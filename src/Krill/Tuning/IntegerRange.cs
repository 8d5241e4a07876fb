using System.Globalization;

namespace Krill.Tuning;

/// <summary>Whole numbers of a range, such as the units of a layer.</summary>
public sealed class IntegerRange : Hyperparameter
{
    /// <summary>A range.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value, where the steps reach it.</param>
    /// <exception cref="ArgumentException">The greatest is less than the least.</exception>
    public IntegerRange(string name, int least, int greatest)
        : base(name)
    {
        if (greatest < least)
        {
            throw new ArgumentException($"IntegerRange {name}: received {least} to {greatest}; expected the least value first.", nameof(greatest));
        }

        Least = least;
        Greatest = greatest;
    }

    /// <summary>The least value.</summary>
    public int Least { get; }

    /// <summary>The greatest value, where the steps reach it.</summary>
    public int Greatest { get; }

    /// <summary>
    /// From a value to the next, at least 1: what is added, or on a logarithmic scale the factor, where 1 stands for no steps: every whole number, the small ones likelier. By
    /// default 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Step { get; init => field = Require.AtLeast(value, 1, "IntegerRange.Step"); } = 1;

    /// <summary>How the values lie; linear by default.</summary>
    /// <exception cref="ArgumentException">Logarithmic, and the range is not above 0.</exception>
    public ParameterScale Scale { get; init => field = RangeScale.Checked(value, Name, Least); }

    /// <summary>The recipe's own value; by default the least.</summary>
    /// <exception cref="ArgumentException">Not one of the values that <see cref="Step"/>, given before, leads to.</exception>
    public int Default
    {
        get => field == 0 && !Has("0") ? Least : field;
        init => field = Has(Text(value)) ? value : throw new ArgumentException($"IntegerRange {Name}: received the default {value}; expected {Range}.");
    }

    internal override string DefaultText => Text(Default);

    internal override IReadOnlyList<string> Values => [.. Steps().Select(Text)];

    internal override string Range => $"{Text(Least)} to {Text(Greatest)}{(Step > 1 ? RangeScale.StepText(Scale, Step) : "")}";

    internal override string Draw(double uniform) => Scale == ParameterScale.Logarithmic && Step == 1
        ? Text(Math.Clamp((int)Math.Exp(Math.Log(Least) + (uniform * (Math.Log(Greatest + 1.0) - Math.Log(Least)))), Least, Greatest))
        : Pick(Values, uniform);

    internal override bool Has(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out int value) && Steps().Contains(value);

    IEnumerable<int> Steps()
    {
        bool isFactor = Scale == ParameterScale.Logarithmic && Step > 1;
        for (long value = Least; value <= Greatest; value = isFactor ? value * Step : value + Step)
        {
            yield return (int)value;
        }
    }

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
