using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Krill.Callbacks;
using Krill.Optimizers;

namespace Krill.Reports;

/// <summary>An optimizer, a callback or the like in words: its type and what its properties are set to; schedules and optimizers within it likewise.</summary>
internal static class SettingsText
{
    const int MostOfList = 8;

    // What an optimizer has counted and what a loss is called are no settings.
    static readonly string[] s_state = ["Iterations", "Name"];

    /// <summary>All that is set.</summary>
    public static string Of(object thing) => Text(thing, IsSetting);

    /// <summary>
    /// What does not change in a training and decides its bits: not the learning rate of the moment, no texts (which name files), and of types that are not Krill's
    /// only what is set once.
    /// </summary>
    public static string Lasting(object thing) => Text(thing, IsLasting);

    /// <summary>An optimizer with the learning rate that a training starts with, and those within it with theirs, in proportion.</summary>
    public static string AtStart(Optimizer optimizer, float learningRate)
    {
        SetRates(optimizer, learningRate);
        return Of(optimizer);
    }

    static void SetRates(Optimizer optimizer, float rate)
    {
        double factor = rate / (double)optimizer.LearningRate;
        optimizer.LearningRate = rate;
        Optimizer[] within = optimizer switch
        {
            WeightAverage average => [average.Inner],
            GroupedOptimizer grouped => [grouped.Rest, .. grouped.Groups.Select(group => group.Optimizer)],
            _ => [],
        };
        foreach (Optimizer one in within)
        {
            SetRates(one, (float)(one.LearningRate * factor));
        }
    }

    static bool IsSetting(PropertyInfo property) => property.CanRead && property.GetIndexParameters().Length == 0 && !s_state.Contains(property.Name);

    static bool IsLasting(PropertyInfo property) =>
        IsSetting(property) && property.Name != nameof(Optimizer.LearningRate) && property.PropertyType != typeof(string)
        && (property.DeclaringType!.Assembly == typeof(Model).Assembly || IsInit(property));

    static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    static string Text(object thing, Func<PropertyInfo, bool> which) =>
        Settings(thing, which) is { Length: > 0 } settings ? $"{thing.GetType().Name}: {settings}" : thing.GetType().Name;

    static string Within(object thing, Func<PropertyInfo, bool> which) =>
        Settings(thing, which) is { Length: > 0 } settings ? $"{thing.GetType().Name} ({settings})" : thing.GetType().Name;

    static string Settings(object thing, Func<PropertyInfo, bool> which) => string.Join(
        ", ",
        thing.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(which)
            .Select(property => (property.Name, Value: Value(property.GetValue(thing), which)))
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{Words(setting.Name)} {setting.Value}"));

    /// <summary>A setting's value; null for what is no setting, or is not set.</summary>
    static string? Value(object? value, Func<PropertyInfo, bool> which) => value switch
    {
        bool flag => flag ? "yes" : "no",
        string text => text,
        Enum or (IFormattable and ValueType) => ReportFigures.Text(value),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Value(tuple[i], which)))})",
        Schedule or Optimizer => Within(value, which),
        ParameterGroup group => $"{group.Name}: {Within(group.Optimizer, which)}",
        Delegate => "of its own",
        IEnumerable list => List(list, which),
        _ => null,
    };

    static string? List(IEnumerable list, Func<PropertyInfo, bool> which)
    {
        string?[] texts = [.. list.Cast<object?>().Select(item => Value(item, which))];
        string rest = texts.Length > MostOfList ? $"; and {texts.Length - MostOfList} more" : "";
        return texts.Length > 0 && texts.All(text => text is not null) ? $"({string.Join("; ", texts.Take(MostOfList))}{rest})" : null;
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
