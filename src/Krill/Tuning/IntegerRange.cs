using System.Globalization;

namespace Krill.Tuning;

/// <summary>Whole numbers of a range, such as the units of a layer.</summary>
public sealed class IntegerRange : Hyperparameter
{
    readonly int? _default;

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

    /// <summary>The recipe's own value; by default the least. A <see cref="SearchSpace"/> refuses one that the steps do not lead to.</summary>
    public int Default { get => _default ?? Least; init => _default = value; }

    internal override string DefaultText => Text(Default);

    internal override long? Count => IsFactor ? Factors().Count() : (((long)Greatest - Least) / Step) + 1;

    internal override string Range => $"{Text(Least)} to {Text(Greatest)}{(Step > 1 ? RangeScale.StepText(Scale, Step) : "")}";

    bool IsFactor => Scale == ParameterScale.Logarithmic && Step > 1;

    internal override string Draw(double uniform) => Scale == ParameterScale.Logarithmic && Step == 1
        ? Text(Math.Clamp((int)Math.Exp(Math.Log(Least) + (uniform * (Math.Log(Greatest + 1.0) - Math.Log(Least)))), Least, Greatest))
        : Pick(Count!.Value, uniform);

    internal override string? Written(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out int value) && (IsFactor ? Factors().Contains(value) : value >= Least && value <= Greatest && ((long)value - Least) % Step == 0)
            ? Text(value)
            : null;

    private protected override string At(long place) => Text(IsFactor ? Factors().ElementAt((int)place) : (int)(Least + (place * Step)));

    /// <summary>The values of a factor: a few dozen at most.</summary>
    IEnumerable<int> Factors()
    {
        for (long value = Least; value <= Greatest; value *= Step)
        {
            yield return (int)value;
        }
    }

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
