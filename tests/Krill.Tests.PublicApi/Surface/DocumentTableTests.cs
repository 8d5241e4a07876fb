using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Krill.Callbacks;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>The tables of docs/layers.md and docs/training.md have every type, and the defaults that the code has.</summary>
public sealed class DocumentTableTests
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (Type type in typeof(Model).Assembly.GetExportedTypes().Where(type => !type.IsAbstract))
            {
                if (type.IsSubclassOf(typeof(Layer)))
                {
                    rows.Add(type.FullName!, "layers.md");
                }
                else if (type.IsSubclassOf(typeof(Optimizer)) || type.IsSubclassOf(typeof(Loss)) || type.IsSubclassOf(typeof(Callback)) || type.IsSubclassOf(typeof(Schedule)))
                {
                    rows.Add(type.FullName!, "training.md");
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_OfType_HasItsParametersWithTheirDefaults(string typeName, string document)
    {
        Type type = typeof(Model).Assembly.GetType(typeName)!;
        string row = Row(document, type.Name);
        ParameterInfo[] parameters = type.GetConstructors().Single().GetParameters();

        Assert.All(parameters, parameter => AssertNamed(row, parameter.Name!));
        Assert.All(parameters.Where(parameter => parameter.HasDefaultValue), parameter => AssertDefault(row, parameter.Name!, Resulting(type, parameter)));
        if (Settings.Types.Contains(type))
        {
            object made = Settings.Make(type);
            Assert.All(
                Settings.Properties(type).Where(property => property.DeclaringType == type),
                property => AssertDefault(row, property.Name, property.GetValue(made)));
        }
    }

    [Fact]
    public void Row_OfTensorBoard_HasItsParametersWithTheirDefaults()
    {
        string row = Row("training.md", nameof(TensorBoard));

        AssertDefault(row, "logDirectory", typeof(TensorBoard).GetConstructors().Single().GetParameters()[0].DefaultValue);
        AssertDefault(row, nameof(TensorBoard.HistogramFrequency), new TensorBoard().HistogramFrequency);
    }

    [Fact]
    public void Table_OfFitOptions_HasEveryPropertyWithItsDefault()
    {
        var options = new FitOptions();

        Assert.All(typeof(FitOptions).GetProperties(), property =>
        {
            string row = Row("training.md", property.Name);
            string stated = row.Split('|')[2].Trim();
            object? value = property.GetValue(options);
            bool isNone = value is null or IList<Callback> { Count: 0 } or IReadOnlyList<Data.Augmentation> { Count: 0 } or CancellationToken { CanBeCanceled: false };
            Assert.Equal(property.Name == nameof(FitOptions.Threads) ? "as many as processors" : isNone ? "none" : Text(value!), stated);
        });
    }

    static string Row(string document, string name) =>
        Assert.Single(Repository.Read("docs", document).Split('\n'), line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));

    /// <summary>What a parameter that is left out becomes: a size, where null stands for one.</summary>
    static object? Resulting(Type type, ParameterInfo parameter) =>
        type.GetProperty($"{char.ToUpperInvariant(parameter.Name![0])}{parameter.Name[1..]}")?.GetValue(Settings.Make(type)) ?? Settings.Default(parameter);

    static void AssertNamed(string row, string name) =>
        Assert.True(row.Contains($"`{name}`", StringComparison.Ordinal), $"received the row {row}; expected it to have `{name}`.");

    static void AssertDefault(string row, string name, object? value)
    {
        string stated = Regex.Match(row, $"`{name}` ([^,;|]+)").Groups[1].Value.Trim();
        bool isTrue = value switch
        {
            null => stated is "none",
            Size2D size => stated == "as the pool size" || (stated == $"{size.Height}" && size.Height == size.Width),
            float or double or int => double.TryParse(stated, CultureInfo.InvariantCulture, out double number) && (float)number == Convert.ToSingle(value, CultureInfo.InvariantCulture),
            _ => stated == Text(value),
        };
        Assert.True(isTrue, $"received `{name}` {stated} in the row {row}; expected {value ?? "none"}.");
    }

    static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Initializer initializer => initializer.GetType().Name,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
