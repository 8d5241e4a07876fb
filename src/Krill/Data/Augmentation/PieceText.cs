using System.Globalization;

namespace Krill.Data;

/// <summary>One piece of an augmentation's text: a name, perhaps a value, perhaps settings.</summary>
internal sealed class PieceText
{
    readonly string _text;
    readonly Dictionary<string, string> _settings = [];

    PieceText(string text)
    {
        _text = text;
        string[] parts = text.Split(':');
        (Name, Value) = Split(parts[0]);
        foreach (string part in parts.Skip(1))
        {
            (string name, string? value) = Split(part);
            if (!_settings.TryAdd(name, value ?? ""))
            {
                throw Wrong($"the setting {name} twice", "it once");
            }
        }
    }

    public string Name { get; }

    public string? Value { get; }

    public static PieceText Parse(string text) => new(text.Trim());

    /// <summary>Checks that there are no settings but these.</summary>
    public void RequireSettings(params string[] known)
    {
        foreach (string name in _settings.Keys)
        {
            if (!known.Contains(name))
            {
                string near = NearNames.Of(name, known) is { Count: > 0 } names ? $" Did you mean {names[0]}?" : "";
                throw Wrong($"the setting \"{name}\"", known.Length == 0 ? $"none behind {Name}" : $"one of {string.Join(", ", known)}", near);
            }
        }
    }

    /// <summary>Checks that no value is given.</summary>
    public void RequireNoValue()
    {
        if (Value is not null)
        {
            throw Wrong($"the value \"{Value}\"", $"{Name} alone");
        }
    }

    /// <summary>A setting that is there or not: alone or with yes, left out or with no.</summary>
    public bool Flag(string setting) => _settings.GetValueOrDefault(setting, "no") switch
    {
        "" or "yes" => true,
        "no" => false,
        string text => throw Wrong($"the value \"{text}\" for {setting}", $"{setting} alone, or yes or no"),
    };

    /// <summary>Whether a setting is given.</summary>
    public bool Has(string setting) => _settings.ContainsKey(setting);

    /// <summary>The value as a number, or a default; without one, the value must be there.</summary>
    public double Number(double? otherwise, string expected) => Value is null && otherwise is { } number ? number : ParseNumber(Value, expected);

    /// <summary>A setting as a number, or a default.</summary>
    public double Number(string setting, double otherwise) =>
        _settings.TryGetValue(setting, out string? text) ? ParseNumber(text, $"{setting}=NUMBER") : otherwise;

    /// <summary>The value as a range, or what a single number stands for.</summary>
    public (double Lower, double Upper) Range(Func<double, (double Lower, double Upper)> ofNumber, string expected) => ParseRange(Value, ofNumber, expected);

    /// <summary>A setting as a range, or a default; a single number is both ends.</summary>
    public (double Lower, double Upper) Range(string setting, (double Lower, double Upper) otherwise) =>
        _settings.TryGetValue(setting, out string? text) ? ParseRange(text, number => (number, number), $"{setting}=LEAST..GREATEST") : otherwise;

    /// <summary>What comes in from beyond the edges: a mode, or a number for the constant.</summary>
    public (FillMode Mode, float Constant) Fill(string? text, FillMode otherwise)
    {
        if (text is null)
        {
            return (otherwise, 0);
        }

        if (float.TryParse(text, CultureInfo.InvariantCulture, out float constant) && float.IsFinite(constant))
        {
            return (FillMode.Constant, constant);
        }

        string[] names = [.. Enum.GetNames<FillMode>().Select(name => name.ToLowerInvariant())];
        if (names.Contains(text))
        {
            return (Enum.Parse<FillMode>(text, ignoreCase: true), 0);
        }

        string near = NearNames.Of(text, names) is { Count: > 0 } found ? $" Did you mean {found[0]}?" : "";
        throw Wrong($"the fill \"{text}\"", $"{string.Join(", ", names)}, or the number to fill with", near);
    }

    /// <inheritdoc cref="Fill(string?, FillMode)"/>
    public (FillMode Mode, float Constant) FillSetting(FillMode otherwise) => Fill(_settings.GetValueOrDefault("fill"), otherwise);

    /// <summary>Makes the augmentation, whose own complaints become those about this piece.</summary>
    public T Create<T>(Func<T> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException exception) when (exception.ParamName is not null)
        {
            // The first sentences of the message are the complaint; what the runtime adds about the parameter is not for a command line.
            string complaint = exception.Message.Split(" (Parameter", 2)[0].Split('\n')[0];
            throw new ArgumentException($"augmentation \"{_text}\": {complaint}", exception);
        }
    }

    public ArgumentException Wrong(string received, string expected, string cure = "") =>
        new($"augmentation \"{_text}\": received {received}; expected {expected}.{cure}");

    double ParseNumber(string? text, string expected) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(text is null ? "no value" : $"the value \"{text}\"", expected);

    (double Lower, double Upper) ParseRange(string? text, Func<double, (double Lower, double Upper)> ofNumber, string expected)
    {
        string[] ends = text?.Split("..") ?? [];
        return ends.Length == 2 ? (ParseNumber(ends[0], expected), ParseNumber(ends[1], expected)) : ofNumber(ParseNumber(text, expected));
    }

    static (string Name, string? Value) Split(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text.Trim(), null) : (text[..equals].Trim(), text[(equals + 1)..].Trim());
    }
}
