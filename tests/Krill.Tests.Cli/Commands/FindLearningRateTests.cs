using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Krill.Data;
using Krill.Recipes;
using Krill.Testing;
using Krill.Training;
using Krill.Tuning;

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
            $@"^the loss falls most steeply at \S+: krill train tiny158 --data {Regex.Escape(_data.Folder)} --batch-size 60 --learning-rate \S+$",
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

    // The library's own search, with the settings said there.
    [Fact]
    public async Task FindLr_SettingsOfTheTraining_AreThoseItIsFoundFor()
    {
        string[] settings = ["--data", _data.Folder, "--batch-size", "50", "--validation-split", "random 0.25 7", "--augment", "flip", "--augment", "crop=2,rotation=5"];
        string[] finder = ["--from", "1e-3", "--to", "1", "--steps", "8", "--out", _data.In("chart.svg")];

        Call json = await Call.Krill(["find-lr", "tiny158", .. settings, .. finder, "--json"]);
        Call plain = await Call.Krill(["find-lr", "tiny158", .. settings, .. finder]);
        Call other = await Call.Krill(["find-lr", "tiny158", .. settings[..^4], .. finder, "--json"]);

        var options = new RecipeOptions
        {
            DataDirectory = _data.Folder,
            BatchSize = 50,
            Validation = ValidationSplit.Random(0.25, seed: 7),
            Augmentation = [new RandomFlip(), new RandomTranslation(2), new RandomAffine { Rotation = 5 }],
        };
        Assert.Equal(("", 0), (json.Error, json.ExitCode));
        Assert.Equal(Losses(new Tiny158(), options), Losses(json));
        Assert.NotEqual(Losses(json), Losses(other));
        Assert.Contains(
            $": krill train tiny158 --data {_data.Folder} --batch-size 50 --validation-split \"random 0.25 7\" --augment flip --augment crop=2,rotation=5 --learning-rate ",
            plain.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindLr_FromTrial_IsForTheTrainingFromIt()
    {
        string trial = _data.In("tuned/trial-002");
        await Call.Krill(
            "tune", "convnet", "--data", _data.Folder, "--algorithm", "random", "--trials", "2", "--max-epochs", "1", "--batch-size", "60", "--augment", "flip", "--validation-split",
            "stratified 0.5 3", "--out", _data.In("tuned"), "--json");
        string[] finder = ["--from", "1e-3", "--to", "1", "--steps", "8", "--out", _data.In("chart.svg")];

        Call json = await Call.Krill(["find-lr", "--from-trial", trial, .. finder, "--json"]);
        Call plain = await Call.Krill(["find-lr", "convnet", "--from-trial", trial, "--batch-size", "30", .. finder]);

        Assert.Equal(("", 0, "convnet"), (json.Error, json.ExitCode, json.Events[^1].GetProperty("recipe").GetString()));
        var options = new RecipeOptions { DataDirectory = _data.Folder, BatchSize = 60, Validation = ValidationSplit.Stratified(0.5, seed: 3), Augmentation = [new RandomFlip()] };
        Assert.Equal(Losses(TrialRecipe.Open(trial), options), Losses(json));
        // The command that it suggests trains: with the values of the trial, and with the rate.
        Match suggested = Regex.Match(plain.Output, @"krill (train convnet --from-trial \S+ --batch-size 30 --learning-rate (\S+))");
        Assert.True(suggested.Success, plain.Output);
        Call train = await Call.Krill([.. suggested.Groups[1].Value.Split(' '), "--epochs", "1", "--no-report", "--out", _data.In("run"), "--json"]);
        Assert.Equal(("", 0), (train.Error, train.ExitCode));
        JsonElement asked = Asked("run"), tuned = Asked("tuned/trial-002");
        Assert.Equal(float.Parse(suggested.Groups[2].Value, CultureInfo.InvariantCulture), asked.GetProperty("learning_rate").GetSingle());
        Assert.Equal(tuned.GetProperty("hyperparameters").GetRawText(), asked.GetProperty("hyperparameters").GetRawText());
        Assert.Equal("stratified 0.5 3", asked.GetProperty("validation").GetString());

        JsonElement Asked(string run) => JsonDocument.Parse(File.ReadAllText(_data.In($"{run}/run.json"))).RootElement;
    }

    [Fact]
    public async Task FindLr_WrongUsage_EndsWithTwoAndSaysHow()
    {
        await Call.Krill("tune", "tiny158", "--data", _data.Folder, "--algorithm", "random", "--trials", "1", "--max-epochs", "1", "--validation-split", "0.5", "--out", _data.In("tuned"));

        Call none = await Call.Krill("find-lr");
        Call other = await Call.Krill("find-lr", "convnet", "--from-trial", _data.In("tuned"));

        Assert.Equal((2, 2), (none.ExitCode, other.ExitCode));
        Assert.StartsWith("krill find-lr: received no RECIPE; expected krill find-lr RECIPE: one of quickstart,", none.Error, StringComparison.Ordinal);
        Assert.EndsWith($"generalist. Or krill find-lr --from-trial DIR.{Environment.NewLine}", none.Error, StringComparison.Ordinal);
        Assert.Equal(
            $"krill find-lr --from-trial: received the recipe convnet and a trial of tiny158; expected a trial of the recipe.{Environment.NewLine}", other.Error);
    }

    [Theory]
    [InlineData("krill find-lr: received --from 1 and --to 0.1; expected the last rate to be greater than the first.", "--from", "1", "--to", "0.1")]
    [InlineData("krill find-lr --steps: received \"1\"; expected a whole number, 2 to 1000000.", "--steps", "1")]
    public async Task FindLr_WrongRange_IsRefused(string message, params string[] options)
    {
        Call call = await Call.Krill(["find-lr", "tiny158", .. options]);

        Assert.Equal((2, message), (call.ExitCode, call.Error.Trim()));
    }

    static double[] Losses(Call call) => [.. call.Events.SkipLast(1).Select(rate => rate.GetProperty("loss").GetDouble())];

    static double[] Losses(Recipe recipe, RecipeOptions options)
    {
        var finder = new LearningRateFinder { From = 1e-3, To = 1, Steps = 8 };
        return [.. RecipeSession.Prepare(recipe, options with { KeepsRun = false }).FindLearningRate(finder).Points.Select(point => point.Loss)];
    }
}
