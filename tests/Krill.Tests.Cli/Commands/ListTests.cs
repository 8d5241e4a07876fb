using System.Text.Json;
using Krill.Testing;

namespace Krill.Tests.Cli.Commands;

public class ListTests
{
    [Fact]
    public async Task Recipes_Json_HasOneObjectARecipe()
    {
        Call call = await Call.Krill("recipes", "--json");

        Assert.Equal(0, call.ExitCode);
        Assert.All(call.Events, recipe => Assert.Equal("recipe", recipe.GetProperty("event").GetString()));
        Assert.Equal(
            Krill.Recipes.Recipe.All.Select(recipe => recipe.Name),
            call.Events.Select(recipe => recipe.GetProperty("recipe").GetString()));
        JsonElement minmax = call.Events.Single(recipe => recipe.GetProperty("recipe").GetString() == "minmax-per-image");
        Assert.Equal((32, "cifar100-coarse"), (minmax.GetProperty("batch_size").GetInt32(), minmax.GetProperty("dataset").GetString()));
    }

    [Fact]
    public async Task Recipes_Plain_NamesEach()
    {
        Call call = await Call.Krill("recipes");

        Assert.All(Krill.Recipes.Recipe.All, recipe => Assert.Contains(recipe.Name, call.Lines));
        Assert.Contains("    158 parameters for MNIST, made to be as small as possible", call.Lines);
        Assert.Empty(call.Error);
    }

    [Fact]
    public async Task Summary_Svg_DrawsTheNetworkAndSaysWhere()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("pictures/network.svg");

        Call plain = await Call.Krill("summary", "tiny158", "--svg", path);
        string drawn = File.ReadAllText(path);
        File.Delete(path);
        Call json = await Call.Krill("summary", "tiny158", "--svg", path, "--json");
        Call without = await Call.Krill("summary", "tiny158");

        Assert.Equal((0, 0), (plain.ExitCode, json.ExitCode));
        Assert.Contains(">The network of tiny158<", drawn, StringComparison.Ordinal);
        Assert.Equal(drawn, File.ReadAllText(path));
        Assert.Equal([.. without.Lines, $"picture: {path}"], plain.Lines);
        Assert.Equal(path, Assert.Single(json.Events).GetProperty("picture").GetString());
    }

    [Fact]
    public async Task Datasets_Json_SaysWhatIsHereAndWhereFilesBelong()
    {
        Call call = await Call.Krill("datasets", "--json");

        Assert.Equal(0, call.ExitCode);
        JsonElement mnist = call.Events.Single(dataset => dataset.GetProperty("dataset").GetString() == "mnist");
        Assert.Equal(60000, mnist.GetProperty("training_images").GetInt32());
        Assert.EndsWith("mnist", mnist.GetProperty("folder").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, mnist.GetProperty("files").GetArrayLength());
        JsonElement digits = call.Events.Single(dataset => dataset.GetProperty("dataset").GetString() == "digits");
        Assert.True(digits.GetProperty("here").GetBoolean());
        Assert.Equal(JsonValueKind.Null, digits.GetProperty("folder").ValueKind);
    }

    [Fact]
    public async Task Info_Json_SaysWhichKernelsRunAndWhy()
    {
        Call call = await Call.Krill("info", "--json");

        Assert.Equal(0, call.ExitCode);
        JsonElement info = Assert.Single(call.Events);
        string?[] available = [.. info.GetProperty("kernels_available").EnumerateArray().Select(kernels => kernels.GetString())];
        Assert.Equal("scalar", available[0]);
        Assert.Contains(info.GetProperty("kernels").GetString(), available);
        Assert.Contains("KRILL_KERNELS", info.GetProperty("kernels_reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessorCount, info.GetProperty("cores").GetInt32());
        Assert.Contains("digits", info.GetProperty("datasets_here").EnumerateArray().Select(dataset => dataset.GetString()));
    }

    [Fact]
    public async Task Summary_Json_HasTheLayersOfTheSource()
    {
        Call call = await Call.Krill("summary", "tiny158", "--json");

        Assert.Equal(0, call.ExitCode);
        JsonElement summary = Assert.Single(call.Events);
        Assert.Equal("summary", summary.GetProperty("event").GetString());
        Assert.Equal("tiny158", summary.GetProperty("recipe").GetString());
        Assert.Equal(158, summary.GetProperty("parameters").GetInt32());
        Assert.Equal(158, summary.GetProperty("trainable_parameters").GetInt32());
        JsonElement[] convolutions = [.. summary.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("type").GetString() == "Conv2D")];
        Assert.Equal([30, 28, 100], convolutions.Select(layer => layer.GetProperty("parameters").GetInt32()));
        Assert.Equal([12, 12, 3], convolutions[0].GetProperty("output_shape").EnumerateArray().Select(axis => axis.GetInt32()));
        Assert.Equal("conv2d", convolutions[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Summary_Jellyfish_CountsMovingStatisticsApart()
    {
        Call call = await Call.Krill("summary", "jellyfish", "--json");

        JsonElement summary = Assert.Single(call.Events);
        Assert.Equal(234_330, summary.GetProperty("trainable_parameters").GetInt32());
        // Nine batch normalizations keep a mean and a variance a channel: 2 · (64 + 64 + 128 + 128 + 64 + 64 + 32 + 16 + 64).
        Assert.Equal(234_330 + (2 * 624), summary.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public async Task Summary_ForOtherData_HasItsShapes()
    {
        Call call = await Call.Krill("summary", "convnet", "--data", "cifar10", "--json");

        JsonElement first = Assert.Single(call.Events).GetProperty("layers").EnumerateArray().First(layer => layer.GetProperty("type").GetString() == "Conv2D");
        Assert.Equal([30, 30, 32], first.GetProperty("output_shape").EnumerateArray().Select(axis => axis.GetInt32()));
    }
}
