using System.Text.Json;
using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Cli.Commands;

/// <summary>Whole tunings by the command, on few images.</summary>
public sealed class TuneTests : IDisposable
{
    readonly TinyMnist _data = new(train: 120, test: 20);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Tune_Hyperband_ShowsItsPlanAndTrainsFromItsBest()
    {
        string tuned = _data.In("tuned");
        Call tune = await Call.Krill("tune", "jellyfish", "--data", _data.Folder, "--max-epochs", "2", "--eta", "2", "--parallel", "2", "--seed", "4", "--batch-size", "20", "--learning-rate", "0.002", "--augment", "flip", "--out", tuned);
        Call train = await Call.Krill("train", "jellyfish", "--from-trial", tuned, "--epochs", "1", "--out", _data.In("run"), "--json");
        Call again = await Call.Krill("tune", "--resume", tuned, "--json");
        Call other = await Call.Krill("train", "jellyfish", "--from-trial", tuned, "--data", _data.Folder, "--epochs", "1", "--batch-size", "30", "--out", _data.In("other"), "--json");

        Assert.Equal((0, ""), (tune.ExitCode, tune.Error));
        Assert.Contains("bracket 1: 2 × 1 epochs, 1 × 2; 3 epochs in all", tune.Lines);
        Assert.Contains("bracket 0: 2 × 2 epochs; 4 epochs in all", tune.Lines);
        Assert.Contains(tune.Lines, line => line.StartsWith("budget: 7 epochs, about ", StringComparison.Ordinal));
        Assert.Contains("  dense_units: 32 to 192 by 16", tune.Lines);
        Assert.Contains(tune.Lines, line => line.EndsWith("(the recipe's own)", StringComparison.Ordinal));
        Assert.Matches(@"^best trial \d: validation accuracy [01](\.\d+)?$", tune.Lines[^1]);
        Assert.True(File.Exists(_data.In("tuned/trials.svg")));

        Assert.Equal(["start", "result"], again.Events.Select(one => one.GetProperty("event").GetString()));
        JsonElement best = again.Events[^1].GetProperty("best");
        Assert.Equal($"best trial {best.GetProperty("trial").GetInt32()}: validation accuracy {best.GetProperty("validation_accuracy").GetRawText()}", tune.Lines[^1]);

        JsonElement defaults = again.Events[^1].GetProperty("trials").EnumerateArray().Single(trial => trial.GetProperty("default").GetBoolean());
        Assert.Equal(
            best.GetProperty("validation_accuracy").GetDouble() - defaults.GetProperty("validation_accuracy").GetDouble(),
            again.Events[^1].GetProperty("gain_over_defaults").GetDouble());

        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        JsonElement asked = JsonDocument.Parse(await File.ReadAllTextAsync(_data.In("run/run.json"))).RootElement;
        Assert.Equal(best.GetProperty("values").GetRawText(), asked.GetProperty("hyperparameters").GetRawText().Replace("\n    ", "", StringComparison.Ordinal)
            .Replace("\n  ", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal));
        string? DataOf(JsonElement run) => run.GetProperty("data_directory").GetString();
        Assert.Equal((_data.Folder, 20, 0.002f, 0), (DataOf(asked), asked.GetProperty("batch_size").GetInt32(), asked.GetProperty("learning_rate").GetSingle(), asked.GetProperty("seed").GetInt32()));
        Assert.Equal(["flip"], asked.GetProperty("augmentation").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal((0, ""), (other.ExitCode, other.Error));
        JsonElement changed = JsonDocument.Parse(await File.ReadAllTextAsync(_data.In("other/run.json"))).RootElement;
        Assert.Equal((_data.Folder, 30, 0.002f), (DataOf(changed), changed.GetProperty("batch_size").GetInt32(), changed.GetProperty("learning_rate").GetSingle()));
        Call evaluate = await Call.Krill("evaluate", _data.In("run"), "--json");
        Assert.Equal(train.Events[^1].GetProperty("test_accuracy").GetRawText(), evaluate.Events[^1].GetProperty("test_accuracy").GetRawText());
        Assert.Equal(train.Events[^1].GetProperty("parameters").GetRawText(), evaluate.Events[^1].GetProperty("parameters").GetRawText());
    }

    [Theory]
    [InlineData("tiny158", "--validation-split", "0.25")]
    [InlineData("convnet")]
    [InlineData("minmax")]
    [InlineData("minmax-batchnorm")]
    public async Task Tune_EachSpace_GivesATrialToTrainFrom(string recipe, params string[] more) => await AssertTuned(recipe, _data.Folder, more);

    [Fact]
    public async Task Tune_ResNet9_GivesATrialToTrainFrom()
    {
        using var pictures = new PictureFolder();
        pictures.Add("pets/cat", 1, 8, new ImageShape(32, 32, 3)).Add("pets/dog", 6, 8, new ImageShape(32, 32, 3));

        await AssertTuned("resnet9-cyclic", pictures.In("pets"), ["--validation-split", "0.25"]);
    }

    [Theory]
    [InlineData("krill tune: received no RECIPE; expected krill tune RECIPE: one of tiny158, convnet, convnet-augmented, jellyfish, minmax, minmax-per-image, minmax-batchnorm, resnet9-cyclic, resnet9-triangular2, resnet9-exp-range, resnet9-sine, resnet9-identity, resnet9-augmented, resnet9-mixup.")]
    [InlineData("krill tune --trials: received it with --algorithm hyperband; expected it with random or grid,", "jellyfish", "--trials", "3")]
    [InlineData("krill tune --eta: received it with --algorithm grid; expected it with hyperband.", "jellyfish", "--eta", "3", "--algorithm", "grid")]
    [InlineData("krill tune --algorithm: received \"anneal\"; expected hyperband, random or grid.", "jellyfish", "--algorithm", "anneal")]
    [InlineData("krill tune: received the option \"--epochs\"; expected one of --algorithm,", "jellyfish", "--epochs", "3")]
    public async Task Tune_WrongUsage_EndsWithTwoAndSaysHow(string message, params string[] args)
    {
        Call call = await Call.Krill(["tune", .. args]);

        Assert.Equal(2, call.ExitCode);
        Assert.Contains(message.Replace("krill tune --algorithm: received", "--algorithm: received", StringComparison.Ordinal), call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tune_RecipeWithoutASpace_EndsWithTwo()
    {
        Call call = await Call.Krill("tune", "quickstart", "--out", _data.In("tuned"));

        Assert.Equal(2, call.ExitCode);
        Assert.StartsWith("Recipe quickstart: received a recipe without a search space to tune; expected one of tiny158, convnet, convnet-augmented, jellyfish,", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.In("tuned")));
    }

    /// <summary>The second of two trials has other values than the recipe's own; a training from it has them, and its settings.</summary>
    async Task AssertTuned(string recipe, string data, string[] more)
    {
        Call tune = await Call.Krill(
            ["tune", recipe, "--data", data, "--algorithm", "random", "--trials", "2", "--max-epochs", "1", "--batch-size", "6", "--out", _data.In("tuned"), "--json", .. more]);
        Call train = await Call.Krill("train", recipe, "--from-trial", _data.In("tuned/trial-002"), "--epochs", "1", "--no-report", "--out", _data.In("run"), "--json");

        Assert.Equal((0, "", 0, ""), (tune.ExitCode, tune.Error, train.ExitCode, train.Error));
        JsonElement[] trials = [.. tune.Events[^1].GetProperty("trials").EnumerateArray()];
        Assert.Equal([true, false], trials.Select(trial => trial.GetProperty("default").GetBoolean()));
        JsonElement tuned = Asked("tuned/trial-002"), trained = Asked("run");
        foreach (string name in new[] { "recipe", "hyperparameters", "learning_rate", "validation", "batch_size", "data_directory" })
        {
            Assert.Equal(Text(tuned, name), Text(trained, name));
        }

        Assert.Equal(trials[1].GetProperty("validation_accuracy").GetRawText(), train.Events[^1].GetProperty("validation_accuracy").GetRawText());

        JsonElement Asked(string run) => JsonDocument.Parse(File.ReadAllText(_data.In($"{run}/run.json"))).RootElement;
        static string? Text(JsonElement run, string name) => run.TryGetProperty(name, out JsonElement value) ? value.GetRawText() : null;
    }

    [Fact]
    public async Task Train_FromWhatIsNoTrial_EndsWithThree()
    {
        Call none = await Call.Krill("train", "jellyfish", "--from-trial", _data.In("nothing"));

        Assert.Equal(3, none.ExitCode);
        Assert.StartsWith($"{_data.In("nothing")}: received no folder;", none.Error, StringComparison.Ordinal);
    }
}
