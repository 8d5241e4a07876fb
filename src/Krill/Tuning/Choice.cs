namespace Krill.Tuning;

/// <summary>One of several values, such as an activation.</summary>
public sealed class Choice : Hyperparameter
{
    readonly string[] _values;

    /// <summary>A choice.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">What can be chosen: at least one, each once.</param>
    /// <exception cref="ArgumentException">There is none, or one twice.</exception>
    public Choice(string name, params IReadOnlyList<string> values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
        if (_values.Length == 0 || _values.Distinct().Count() < _values.Length)
        {
            throw new ArgumentException($"Choice {name}: received the values {string.Join(", ", _values)}; expected at least one, each once.", nameof(values));
        }
    }

    /// <summary>The recipe's own value; by default the first.</summary>
    /// <exception cref="ArgumentException">Not one of the values.</exception>
    public string Default
    {
        get => field ?? _values[0];
        init => field = Has(value) ? value : throw new ArgumentException($"Choice {Name}: received the default {value}; expected one of {Range}.");
    }

    internal override string DefaultText => Default;

    internal override long? Count => _values.Length;

    internal override string Range => string.Join(", ", _values);

    internal override string Draw(double uniform) => Pick(_values.Length, uniform);

    internal override string? Written(string text) => _values.Contains(text) ? text : null;

    private protected override string At(long place) => _values[place];
}
