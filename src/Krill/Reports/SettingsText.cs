using System.Collections;
using System.Reflection;
using System.Text;

namespace Krill.Reports;

/// <summary>An optimizer, a callback or the like in words: its type and what its properties are set to.</summary>
internal static class SettingsText
{
    // What an optimizer has counted and what a loss is called are no settings.
    static readonly string[] s_state = ["Iterations", "Name"];

    public static string Of(object thing)
    {
        string[] settings =
        [
            .. thing.GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !s_state.Contains(property.Name))
                .Select(property => (property.Name, Value: Text(property.GetValue(thing))))
                .Where(setting => setting.Value is not null)
                .Select(setting => $"{Words(setting.Name)} {setting.Value}"),
        ];
        return settings.Length > 0 ? $"{thing.GetType().Name}: {string.Join(", ", settings)}" : thing.GetType().Name;
    }

    /// <summary>A setting's value; null for what is no setting, or is not set.</summary>
    static string? Text(object? value) => value switch
    {
        bool flag => flag ? "yes" : "no",
        string text => text,
        Enum or (IFormattable and ValueType) => ReportFigures.Text(value),
        IEnumerable list and not string => List(list),
        _ => null,
    };

    static string? List(IEnumerable list)
    {
        string?[] texts = [.. list.Cast<object?>().Select(Text)];
        return texts.Length is > 0 and <= 8 && texts.All(text => text is not null) ? $"({string.Join("; ", texts)})" : null;
    }

    /// <summary>LearningRate as "learning rate".</summary>
    static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (char letter in name)
        {
            words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
