using System.Globalization;

namespace Krill.Tuning;

/// <summary>A value for each hyperparameter of a space that exists with the others as they are: a point of the space.</summary>
public sealed class TrialValues
{
    readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    internal TrialValues(IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach ((string name, string value) in values)
        {
            _values.Add(name, value);
        }
    }

    /// <summary>The values as text, by name.</summary>
    public IReadOnlyDictionary<string, string> All => _values;

    /// <summary>Whether a hyperparameter exists: its condition is met.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value of an <see cref="IntegerRange"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its condition is not met.</exception>
    public int Integer(string name) => int.Parse(Of(name), CultureInfo.InvariantCulture);

    /// <summary>The value of a <see cref="FloatRange"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its condition is not met.</exception>
    public double Float(string name) => double.Parse(Of(name), CultureInfo.InvariantCulture);

    /// <summary>The value of a <see cref="Tuning.Choice"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its condition is not met.</exception>
    public string Choice(string name) => Of(name);

    /// <summary>The value of a <see cref="Tuning.Toggle"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its condition is not met.</exception>
    public bool Toggle(string name) => Of(name) == "true";

    /// <summary>The values in one line: <c>name value, name value</c>.</summary>
    public override string ToString() => string.Join(", ", _values.Select(value => $"{value.Key} {value.Value}"));

    string Of(string name) => _values.TryGetValue(name, out string? value) ? value : throw new ArgumentException(
        $"TrialValues: received the name \"{name}\"; expected one of {string.Join(", ", _values.Keys)}, as the condition of another is not met.", nameof(name));
}
