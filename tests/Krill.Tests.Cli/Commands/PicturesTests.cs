using System.Text.Json;
using Krill.Data;
using Krill.Ensembles;
using Krill.Images;
using Krill.Recipes;
using Krill.Testing;

namespace Krill.Tests.Cli.Commands;

/// <summary>Pictures of one's own, from the folder to a prediction.</summary>
public sealed class PicturesTests : IDisposable
{
    static readonly ImageShape s_colour = new(30, 40, 3);

    readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("quickstart")]
    [InlineData("convnet")]
    public async Task Train_FolderOfPictures_IsEvaluatedToTheSameDigit(string recipe)
    {
        _folder.Add("pets/cat", 1, 30, s_colour).Add("pets/dog", 4, 30, s_colour).Add("pets/emu", 7, 25, s_colour);
        string run = _folder.In("run");

        Call train = await Train(recipe, "pets", run, "--json");
        Call again = await Call.Krill("evaluate", run, "--json", "--threads", "1");

        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.Equal(["reading", "start"], train.Events.Take(2).Select(one => one.GetProperty("event").GetString()));
        Assert.Equal(85, train.Events[0].GetProperty("pictures").GetInt32());
        // 6, 6 and 5 test; a tenth of each class's others is kept apart, two, whichever way the recipe does it.
        JsonElement start = train.Events[1];
        Assert.Equal(("pets", 62, 6, 17), (
            start.GetProperty("dataset").GetString(), start.GetProperty("training_images").GetInt32(), start.GetProperty("validation_images").GetInt32(),
            start.GetProperty("test_images").GetInt32()));
        Assert.Equal(0, again.ExitCode);
        foreach (string figure in new[] { "test_accuracy", "test_loss" })
        {
            Assert.Equal(train.Events[^1].GetProperty(figure).GetRawText(), again.Events[^1].GetProperty(figure).GetRawText());
        }

        JsonElement description = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "run.json"))).RootElement;
        Assert.Equal(["cat", "dog", "emu"], description.GetProperty("class_names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(28, description.GetProperty("image_shape").GetProperty("height").GetInt32());
        Assert.Equal(3, description.GetProperty("image_folder").GetProperty("channels").GetInt32());
    }

    // 20 pictures: 4 test, 2 are kept apart, and the quick start's batches of 100 are of the other 14.
    [Fact]
    public async Task Train_FewerPicturesThanABatch_TakesThemAsOne()
    {
        _folder.Add("pets/cat", 1, 10, s_colour).Add("pets/dog", 6, 10, s_colour);
        string run = _folder.In("run");

        Call train = await Call.Krill("train", "quickstart", "--data", _folder.In("pets"), "--epochs", "1", "--out", run, "--json");
        Call again = await Call.Krill("train", "--resume", run, "--json");

        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.Equal((14, 14), (train.Events[1].GetProperty("training_images").GetInt32(), train.Events[1].GetProperty("batch_size").GetInt32()));
        Assert.Equal(14, JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "run.json"))).RootElement.GetProperty("batch_size").GetInt32());
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
    }

    [Fact]
    public async Task Train_PicturesOfASizeThatTheNetworkIsNotMadeFor_SaysWhichOneItIs()
    {
        _folder.Add("pets/cat", 1, 8, s_colour).Add("pets/dog", 6, 8, s_colour);

        Call call = await Call.Krill("train", "tiny158", "--data", _folder.In("pets"), "--image-size", "64", "--batch-size", "4", "--out", _folder.In("run"));

        Assert.Equal(2, call.ExitCode);
        Assert.EndsWith($"It is made for mnist: give --image-size 28x28 (ImageFolder.Height and Width).{Environment.NewLine}", call.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder.In("run")));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("ensemble")]
    public async Task Krill_BatchThatNeedsMoreThanOneArray_EndsWithTwo(string command)
    {
        var small = new ImageShape(10, 12, 1);
        _folder.Add("pets/cat", 1, 130, small).Add("pets/dog", 6, 130, small);

        Call call = await Call.Krill(command, "resnet9", "--data", _folder.In("pets"), "--image-size", "256", "--batch-size", "200", "--out", _folder.In("run"));

        Assert.Equal(2, call.ExitCode);
        Assert.Matches(@"^batch size: received 200, for which a step needs \d+\.\d GB of memory in one piece; expected at most 8\.6 GB\.", call.Error);
        Assert.False(Path.Exists(_folder.In("run")));
    }

    [Theory]
    [InlineData("train", "quickstart")]
    [InlineData("ensemble", "quickstart")]
    [InlineData("tune", "jellyfish")]
    public async Task Krill_SplitOfPicturesThatAreDivided_EndsWithTwo(string command, string recipe)
    {
        AddDivided();
        string[] asked = [command, recipe, "--data", _folder.In("pets"), "--batch-size", "4", "--out", _folder.In("run")];

        Call validation = await Call.Krill([.. asked, "--validation-split", "0.5"]);
        Call none = await Call.Krill([.. asked, "--validation-split", "0"]);
        Call test = await Call.Krill([.. asked, "--test-split", "0.3"]);

        Assert.Equal((2, 2, 2), (validation.ExitCode, none.ExitCode, test.ExitCode));
        Assert.Equal(
            $"--validation-split (RecipeOptions.Validation): received \"last 0.5\" for {_folder.In("pets")}, which has a folder of pictures to choose by; expected one of both. "
            + $"Leave the option out, or move that folder away.{Environment.NewLine}",
            validation.Error);
        Assert.Contains("received \"none\"", none.Error, StringComparison.Ordinal);
        Assert.Equal(
            $"--test-split: received it for {_folder.In("pets")}, which has a folder of test pictures; expected one of both. Leave the option out, or move that folder away."
            + Environment.NewLine,
            test.Error);
        Assert.False(Path.Exists(_folder.In("run")));
    }

    [Fact]
    public async Task Train_PicturesThatAreDivided_RecordsNoSplitAndGoesOn()
    {
        AddDivided();
        string run = _folder.In("run");

        Call train = await Train("quickstart", "pets", run, "--json", "--epochs", "1");
        Call resumed = await Call.Krill("train", "--resume", run, "--json");

        Assert.Equal((0, 0), (train.ExitCode, resumed.ExitCode));
        Assert.Equal((16, 6, 4), (
            train.Events[1].GetProperty("training_images").GetInt32(), train.Events[1].GetProperty("validation_images").GetInt32(),
            train.Events[1].GetProperty("test_images").GetInt32()));
        JsonElement description = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "run.json"))).RootElement;
        Assert.False(description.TryGetProperty("validation", out JsonElement split) && split.ValueKind != JsonValueKind.Null);
        Assert.Equal(train.Events[^1].GetProperty("test_accuracy").GetRawText(), resumed.Events[^1].GetProperty("test_accuracy").GetRawText());
    }

    [Fact]
    public async Task Train_SizeAndCrop_AreKeptForEvaluationAndPrediction()
    {
        _folder.Add("pets/train/cat", 1, 20, s_colour).Add("pets/train/dog", 6, 20, s_colour).Add("pets/test/cat", 1, 3, s_colour).Add("pets/test/dog", 6, 4, s_colour);
        string run = _folder.In("run");

        Call train = await Train("quickstart", "pets", run, "--image-size", "20x16", "--crop", "--epochs", "6");
        Call again = await Call.Krill("evaluate", run);
        Call predict = await Call.Krill("predict", run, _folder.In("pets/test"), "--json", "--top", "1");

        Assert.Equal((0, 0, 0), (train.ExitCode, again.ExitCode, predict.ExitCode));
        Assert.Equal(train.Lines[^1], again.Lines[^1]);
        // The share of right predictions is the accuracy, so pictures become the images that they were.
        int right = predict.Events[..^1].Count(one => one.GetProperty("file").GetString()!.Contains($"/{one.GetProperty("class").GetString()}/", StringComparison.Ordinal));
        Assert.Equal(train.Lines[^1], FormattableString.Invariant($"test accuracy {right / 7.0:R}"));
        Assert.Equal(("result", 7, 0), (
            predict.Events[^1].GetProperty("event").GetString(), predict.Events[^1].GetProperty("pictures").GetInt32(), predict.Events[^1].GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task Predict_RunOfADataset_TakesPicturesOfAnySizeAndTellsOfThoseItCannotRead()
    {
        using var data = new TinyMnist();
        string run = data.In("run");
        await Call.Krill("train", "quickstart", "--data", data.Folder, "--epochs", "2", "--batch-size", "50", "--out", run);
        byte[] pixels = new byte[56 * 56 * 3];
        pixels.AsSpan(2 * (2 + (2 * 4)) * 56 * 3, 4 * 56 * 3).Fill(255); // the bar of a 4, twice as large and in colour
        PngFile.Write(_folder.In("four.png"), new Picture(new ImageShape(56, 56, 3), pixels));
        _folder.Write("torn.png", "no picture");
        foreach (string file in Directory.GetFiles(data.Folder, "*ubyte"))
        {
            File.Delete(file); // a prediction needs none
        }

        Call call = await Call.Krill("predict", run, _folder.In("four.png"), _folder.In("torn.png"), _folder.In("none.png"), "--top", "2");

        Assert.Equal(3, call.ExitCode);
        Assert.Matches(@"four\.png: 4 0\.\d{4}, \d 0\.\d{4}$", Assert.Single(call.Lines));
        string[] errors = call.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                $"{_folder.In("torn.png")}: received a file that begins with 6E6F207069637475; expected a PNG or JPEG file. Save the picture as PNG or JPEG, or leave it out.",
                $"{_folder.In("none.png")}: received no such file; expected a picture. Check the path.",
            ],
            errors);
    }

    [Fact]
    public async Task Evaluate_OtherFolder_TestsAllItsPictures()
    {
        _folder.Add("pets/cat", 1, 20, s_colour).Add("pets/dog", 6, 20, s_colour).Add("more/dog", 6, 3, s_colour).Add("more/cat", 1, 2, s_colour);
        _folder.Add("birds/cat", 1, 2, s_colour).Add("birds/emu", 1, 2, s_colour);
        string run = _folder.In("run");
        await Train("quickstart", "pets", run);

        Call more = await Call.Krill("evaluate", run, "--data", _folder.In("more"), "--json");
        Call birds = await Call.Krill("evaluate", run, "--data", _folder.In("birds"));
        Call digits = await Call.Krill("evaluate", run, "--data", "digits");

        Assert.Equal(("more", 5), (more.Events[^1].GetProperty("dataset").GetString(), more.Events[^1].GetProperty("test_images").GetInt32()));
        Assert.Equal(3, birds.ExitCode);
        Assert.Equal($"{_folder.In("birds")}: received pictures of emu; expected those of classes that were trained: cat, dog. Rename or remove the folders.{Environment.NewLine}", birds.Error);
        Assert.Equal(2, digits.ExitCode);
        Assert.StartsWith("krill evaluate: Model.Evaluate: received images of 28×28×1; expected (28, 28, 3)", digits.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensemble_FolderOfPictures_IsEvaluatedToTheSameDigit()
    {
        _folder.Add("pets/cat", 1, 20, s_colour).Add("pets/dog", 6, 20, s_colour).Add("more/dog", 6, 3, s_colour);
        _folder.Add("more/cat", 1, 3, s_colour);
        string run = _folder.In("run");

        Call train = await Call.Krill("ensemble", "quickstart", "--members", "2", "--data", _folder.In("pets"), "--epochs", "1", "--batch-size", "10", "--out", run, "--json");
        Call again = await Call.Krill("evaluate", run, "--json");
        Call more = await Call.Krill("evaluate", run, "--json", "--data", _folder.In("more"));

        Assert.Equal((0, 0, 0), (train.ExitCode, again.ExitCode, more.ExitCode));
        Assert.Equal(train.Events[^1].GetProperty("test_loss").GetRawText(), again.Events[^1].GetProperty("test_loss").GetRawText());
        Assert.Equal(6, more.Events[^1].GetProperty("test_images").GetInt32());
    }

    [Theory]
    [InlineData("train")]
    [InlineData("ensemble", "--members", "2")]
    public async Task Evaluate_SameFolderInOtherWords_TestsNoPictureThatTrained(string command, params string[] more)
    {
        _folder.Add("pets/cat", 1, 20, s_colour).Add("pets/dog", 6, 20, s_colour);
        Directory.CreateSymbolicLink(_folder.In("link"), _folder.In("pets"));
        string run = _folder.In("run");
        await Call.Krill([command, "quickstart", .. more, "--data", _folder.In("pets/"), "--epochs", "1", "--batch-size", "10", "--out", run]);

        Call same = await Call.Krill("evaluate", run, "--json");
        Call plain = await Call.Krill("evaluate", run, "--json", "--data", _folder.In("pets"));
        Call slash = await Call.Krill("evaluate", run, "--json", "--data", _folder.In("pets/"));
        Call link = await Call.Krill("evaluate", run, "--json", "--data", _folder.In("link"));
        Directory.Move(_folder.In("pets"), _folder.In("moved"));
        Call moved = await Call.Krill("evaluate", run, "--json", "--data", _folder.In("moved"));

        Assert.All([same, plain, slash, link, moved], call =>
        {
            Assert.Equal((0, ""), (call.ExitCode, call.Error));
            Assert.Equal(8, call.Events[^1].GetProperty("test_images").GetInt32());
            Assert.Equal(same.Events[^1].GetProperty("test_loss").GetRawText(), call.Events[^1].GetProperty("test_loss").GetRawText());
        });
    }

    [Fact]
    public async Task Predict_Ensemble_GivesTheMeanOfItsMembers()
    {
        _folder.Add("pets/train/cat", 1, 20, s_colour).Add("pets/train/dog", 6, 20, s_colour).Add("pets/test/cat", 1, 3, s_colour).Add("pets/test/dog", 6, 4, s_colour);
        string run = _folder.In("run");
        Call train = await Call.Krill("ensemble", "quickstart", "--members", "2", "--data", _folder.In("pets"), "--epochs", "1", "--batch-size", "10", "--out", run);
        string[] pictures = Directory.GetFiles(_folder.In("pets/test"), "*.png", SearchOption.AllDirectories);
        _folder.Write("torn.png", "no picture");
        Directory.Move(_folder.In("pets"), _folder.In("away")); // a prediction needs none of the data
        pictures = [.. pictures.Select(picture => picture.Replace(_folder.In("pets"), _folder.In("away"), StringComparison.Ordinal))];

        Call json = await Call.Krill(["predict", run, .. pictures, _folder.In("torn.png"), "--json"]);
        Call plain = await Call.Krill(["predict", run, .. pictures, "--top", "1", "--threads", "1"]);

        Assert.Equal((0, 3, 0), (train.ExitCode, json.ExitCode, plain.ExitCode));
        Picture[] read = [.. pictures.Select(Picture.Read)];
        Predictions first = RecipeRun.Open(Path.Combine(run, "member-01")).Predict(read), second = RecipeRun.Open(Path.Combine(run, "member-02")).Predict(read);
        for (int i = 0; i < pictures.Length; i++)
        {
            float[] mean = [(float)(((double)first[i, 0] + second[i, 0]) / 2), (float)(((double)first[i, 1] + second[i, 1]) / 2)];
            Assert.NotEqual(first[i, 0], second[i, 0]);
            JsonElement prediction = json.Events[i];
            Assert.Equal(pictures[i], prediction.GetProperty("file").GetString());
            Assert.Equal(mean.Max(), prediction.GetProperty("probability").GetSingle(), 1e-6f);
            Assert.Equal(mean[0] >= mean[1] ? "cat" : "dog", prediction.GetProperty("class").GetString());
            Assert.Equal(FormattableString.Invariant($"{pictures[i]}: {prediction.GetProperty("class").GetString()} {mean.Max():0.0000}"), plain.Lines[i]);
        }

        JsonElement result = json.Events[^1];
        Assert.Equal(("quickstart", 2, run, pictures.Length, 1), (
            result.GetProperty("recipe").GetString(), result.GetProperty("members").GetInt32(), result.GetProperty("run").GetString(), result.GetProperty("pictures").GetInt32(),
            result.GetProperty("failed").GetInt32()));
        // The share of right predictions is the accuracy that the ensemble was tested with.
        int right = json.Events[..^1].Count(one => one.GetProperty("file").GetString()!.Contains($"/{one.GetProperty("class").GetString()}/", StringComparison.Ordinal));
        Assert.Equal(train.Lines[^1], FormattableString.Invariant($"test accuracy {right / 7.0:R}"));
        Assert.Equal(
            "EnsembleRun.Predict: received no picture; expected at least one. (Parameter 'pictures')",
            Assert.Throws<ArgumentException>(() => EnsembleRun.Open(run).Predict([])).Message);
    }

    [Fact]
    public async Task Train_RecipeThatNormalizesColours_GivesGreyPicturesThreeChannels()
    {
        _folder.Add("pets/cat", 1, 12, s_colour with { Channels = 1 }).Add("pets/dog", 6, 12, s_colour with { Channels = 1 });

        Call summary = await Call.Krill("summary", "sprint94", "--data", _folder.In("pets"), "--json");

        Assert.Equal((0, ""), (summary.ExitCode, summary.Error));
        // The first convolution's 24 kernels of 2×2 over three channels, and their biases.
        Assert.Equal((24 * 2 * 2 * 3) + 24, summary.Events[^1].GetProperty("layers")[0].GetProperty("parameters").GetInt32());
    }

    [Fact]
    public async Task Train_PicturesThatCannotBeUsed_EndsWithThreeAndMakesNoRun()
    {
        _folder.Add("pets/cat", 1, 5, s_colour).Add("pets/dog", 6, 2, s_colour);

        Call few = await Train("quickstart", "pets", _folder.In("run"));

        Assert.Equal(3, few.ExitCode);
        Assert.Equal(
            $"{_folder.In("pets")}: received 2 pictures of dog; expected at least 3: one to train on, one to choose by, one to test with. Add pictures of the class, or remove its "
            + $"folder.{Environment.NewLine}", few.Error);
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    void AddDivided()
    {
        foreach ((string part, int count) in new[] { ("train", 8), ("val", 3), ("test", 2) })
        {
            _folder.Add($"pets/{part}/cat", 1, count, s_colour).Add($"pets/{part}/dog", 6, count, s_colour);
        }
    }

    Task<Call> Train(string recipe, string data, string run, params string[] more) =>
        Call.Krill(["train", recipe, "--data", _folder.In(data), "--batch-size", "10", "--out", run, .. more.Contains("--epochs") ? more : [.. more, "--epochs", "2"]]);
}
