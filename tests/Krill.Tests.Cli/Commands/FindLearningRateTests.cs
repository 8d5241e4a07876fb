using System.Text.Json;
using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Cli.Commands;

/// <summary><c>krill find-lr</c>.</summary>
public sealed class FindLearningRateTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task FindLr_Json_HasALineARateAndTheSuggestionLast()
    {
        string chart = _data.In("chart.svg");
        Call call = await Call.Krill("find-lr", "tiny158", "--data", _data.Folder, "--batch-size", "60", "--from", "1e-4", "--to", "1", "--steps", "9", "--out", chart, "--json");

        Assert.Equal(("", 0), (call.Error, call.ExitCode));
        JsonElement[] rates = [.. call.Events.SkipLast(1)];
        Assert.All(rates, (rate, i) => Assert.Equal(Math.Pow(10, (i / 2.0) - 4), rate.GetProperty("learning_rate").GetDouble(), 1e-6));
        JsonElement last = call.Events[^1];
        Assert.Equal("find-lr", last.GetProperty("event").GetString());
        Assert.Equal(("tiny158", "mnist"), (last.GetProperty("recipe").GetString(), last.GetProperty("dataset").GetString()));
        Assert.Equal(rates.Length, last.GetProperty("steps").GetInt32());
        Assert.Contains(last.GetProperty("least_loss").GetDouble(), rates.Select(rate => rate.GetProperty("learning_rate").GetDouble()));
        Assert.Equal(chart, last.GetProperty("chart").GetString());
        Assert.StartsWith("<svg", File.ReadAllText(chart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindLr_SameSeed_FindsTheSameOnAnyNumberOfThreads()
    {
        Task<Call> Find(string threads) => Call.Krill(
            "find-lr", "tiny158", "--data", _data.Folder, "--batch-size", "60", "--steps", "12", "--seed", "3", "--threads", threads, "--out", _data.In("chart.svg"), "--json");

        Assert.Equal((await Find("1")).Output, (await Find("3")).Output);
    }

    [Fact]
    public async Task FindLr_Plain_SaysWhatToTrainWith()
    {
        Call call = await Call.Krill("find-lr", "tiny158", "--data", _data.Folder, "--batch-size", "60", "--steps", "40", "--out", _data.In("chart.svg"));

        Assert.Equal(0, call.ExitCode);
        Assert.StartsWith("tiny158 on mnist: ", call.Lines[0], StringComparison.Ordinal);
        Assert.Matches(
            $@"^the loss falls most steeply at \S+: krill train tiny158 --data {System.Text.RegularExpressions.Regex.Escape(_data.Folder)} --batch-size 60 --learning-rate \S+$",
            call.Lines[1]);
        Assert.Matches(@"^the loss is least at \S+; a tenth of that is the cautious choice$", call.Lines[2]);
        Assert.Equal($"chart: {_data.In("chart.svg")}", call.Lines[3]);
    }

    [Fact]
    public async Task FindLr_FolderWithOtherFiles_WarnsAndSuggestsTheSameData()
    {
        using var pictures = new PictureFolder();
        pictures.Add("my pets/cat", 1, 12, new ImageShape(28, 28, 1)).Add("my pets/dog", 6, 12, new ImageShape(28, 28, 1)).Write("my pets/cat/notes.txt", "x");

        Call call = await Call.Krill(
            "find-lr", "tiny158", "--data", pictures.In("my pets"), "--image-size", "28x28", "--crop", "--batch-size", "4", "--steps", "20", "--out", _data.In("chart.svg"));

        Assert.Equal(0, call.ExitCode);
        Assert.Contains("notes.txt", call.Output + call.Error, StringComparison.Ordinal);
        Assert.Contains(
            $": krill train tiny158 --data \"{pictures.In("my pets")}\" --image-size 28x28 --crop --batch-size 4 --learning-rate ", call.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("krill find-lr: received --from 1 and --to 0.1; expected the last rate to be greater than the first.", "--from", "1", "--to", "0.1")]
    [InlineData("krill find-lr --steps: received \"1\"; expected a whole number, 2 to 1000000.", "--steps", "1")]
    public async Task FindLr_WrongRange_IsRefused(string message, params string[] options)
    {
        Call call = await Call.Krill(["find-lr", "tiny158", .. options]);

        Assert.Equal((2, message), (call.ExitCode, call.Error.Trim()));
    }
}
