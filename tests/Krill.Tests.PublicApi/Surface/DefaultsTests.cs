using System.Globalization;
using System.Text.RegularExpressions;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>The documentation says the defaults that the code has.</summary>
public sealed partial class DefaultsTests
{
    // Their defaults follow from the machine or the environment, and stand in words.
    static readonly string[] s_inWords = ["FitOptions.Threads", "DatasetOptions.CacheDirectory"];

    public static TheoryData<string> SettingTypes => [.. Settings.Types.Select(type => type.FullName!)];

    [Fact]
    public void Documentation_OptionalParameters_StatesDefaults()
    {
        string[] wrong = [.. Settings.OptionalParameters
            .Where(parameter => !States(Documentation.Of(parameter), Settings.Default(parameter)))
            .Select(parameter => $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}, {parameter.Name} = {Settings.Default(parameter) ?? "null"}: \"{Documentation.Of(parameter)}\"")];

        Assert.True(wrong.Length == 0, $"received documentation without the parameter's default:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [MemberData(nameof(SettingTypes))]
    public void Documentation_InitProperties_StatesDefaults(string typeName)
    {
        Type type = typeof(Model).Assembly.GetType(typeName)!;
        object made = Settings.Make(type);

        Assert.All(
            Settings.Properties(type).Where(property => !s_inWords.Contains($"{type.Name}.{property.Name}")),
            property => Assert.True(
                States(Documentation.Of(property), property.GetValue(made)),
                $"{type.Name}.{property.Name}: received the default {property.GetValue(made) ?? "null"} and the documentation \"{Documentation.Of(property)}\"; expected it to state the default."));
    }

    /// <summary>Whether a text states a default: the word is there, and with it the number or the name ("validation loss" is ValidationLoss).</summary>
    static bool States(string text, object? value)
    {
        bool isMentioned = text.Contains("default", StringComparison.Ordinal);
        return value switch
        {
            int or long or ulong or float or double => isMentioned && Numbers(text).Contains(Convert.ToSingle(value, CultureInfo.InvariantCulture)),
            ActivationFunction.Linear => isMentioned && (text.Contains("none", StringComparison.Ordinal) || text.Contains("Linear", StringComparison.Ordinal)),
            Enum name => isMentioned && text.Replace(" ", "", StringComparison.Ordinal).Contains(name.ToString(), StringComparison.OrdinalIgnoreCase),
            Initializers.Initializer initializer => isMentioned && text.Contains(initializer.GetType().Name, StringComparison.Ordinal),
            _ => isMentioned,
        };
    }

    static IEnumerable<float> Numbers(string text) =>
        Number().Matches(text).Select(match => float.Parse(match.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number();
}
