using System.Reflection;
using Krill.Layers;
using Krill.Testing;

namespace Krill.Tests.Unit.Layers;

/// <summary>Every layer has its row in each of the tables that new layers are entered in.</summary>
public sealed class LayerTableTests
{
    public static TheoryData<Type> LayerTypes => [.. typeof(Layer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)];

    public static TheoryData<int> CaseIndices => [.. Enumerable.Range(0, LayerCases.All.Count)];

    [Theory]
    [MemberData(nameof(LayerTypes))]
    public void LayerCases_EveryLayer_IsThere(Type layer) => Assert.Contains(LayerCases.All, row => row.Layer == layer);

    [Theory]
    [MemberData(nameof(LayerTypes))]
    public void Symbol_EveryLayer_HasChainingMethod(Type layer) =>
        Assert.Contains(
            typeof(Symbol).GetMethods(BindingFlags.Public | BindingFlags.Instance),
            method => string.Equals(method.Name, layer.Name, StringComparison.OrdinalIgnoreCase) && method.ReturnType == typeof(Symbol));

    [Theory]
    [MemberData(nameof(LayerTypes))]
    public void Documentation_EveryLayer_HasRow(Type layer)
    {
        string row = Assert.Single(Documentation(), line => line.StartsWith($"| `{layer.Name}` |", StringComparison.Ordinal));
        Assert.All(
            layer.GetConstructors().SelectMany(constructor => constructor.GetParameters()),
            parameter => Assert.Contains($"`{parameter.Name}`", row, StringComparison.Ordinal));
        Assert.All(
            layer.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite),
            property => Assert.Contains($"`{property.Name}`", row, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(LayerTypes))]
    public void Constructor_EveryLayer_TakesAtMostFourParameters(Type layer) =>
        Assert.All(layer.GetConstructors(), constructor => Assert.InRange(constructor.GetParameters().Length, 0, 4));

    [Theory]
    [MemberData(nameof(CaseIndices))]
    public void LayerCases_EveryCase_MakesAModelWithTheLayer(int index)
    {
        LayerCase row = LayerCases.All[index];
        Symbol input = Symbol.Input([.. row.InputShape]);

        var model = new Model(input, row.Apply(input));

        Assert.NotNull(model.Output.Shape);
        Assert.True(model.Output.IsBatched);
        Assert.Contains(model.Layers, layer => layer.GetType() == row.Layer || layer is ParameterLayer);
        Assert.All(model.Parameters, parameter => Assert.All(parameter.Values.ToArray(), value => Assert.True(float.IsFinite(value))));
        Assert.Distinct(model.Parameters.Select(parameter => parameter.FullName));
    }

    static string[] Documentation()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Krill.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no folder above the tests holds Krill.slnx");
        }

        return File.ReadAllLines(Path.Combine(folder.FullName, "docs", "layers.md"));
    }
}
