using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Krill.Data;
using Krill.Images;
using Krill.Recipes;
using Krill.Testing;
using Krill.Tests.Cli.Reports;

namespace Krill.Tests.Cli.Commands;

/// <summary>Reports of whole trainings on few images, and runs side by side.</summary>
public sealed class ReportTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Train_KeptRun_HasAReportOfItsResult()
    {
        string run = await Train("run", "--seed", "3");

        string text = await File.ReadAllTextAsync(Path.Combine(run, "report.html"));
        var page = XDocument.Parse(text);
        double accuracy = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "result.json"))).RootElement.GetProperty("test_accuracy").GetDouble();
        Assert.Contains((accuracy * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%", page.Root!.Value, StringComparison.Ordinal);
        // The counts in the matrix are those of the evaluation: as many on the diagonal as it found correct.
        int wrong = (int)Math.Round((1 - accuracy) * 97);
        Assert.InRange(wrong, 14, 96);
        Assert.Contains($"{wrong} of 97 test images are taken for what they are not.", page.Root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Computed for this page", page.Root.Value, StringComparison.Ordinal);
        Assert.Contains("The test images were evaluated once", page.Root.Value, StringComparison.Ordinal);
        Assert.Contains("quickstart", page.Root.Value, StringComparison.Ordinal);
        Assert.InRange(text.Length, 10_000, 300_000);
    }

    [Fact]
    public async Task Train_Report_NeedsNothingButItself()
    {
        string run = await Train("run");

        var page = XDocument.Load(Path.Combine(run, "report.html"));
        string[] links = [.. page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href").Select(attribute => attribute.Value)];
        string[] ids = [.. page.Descendants().Attributes("id").Select(attribute => $"#{attribute.Value}")];
        Assert.All(links, link => Assert.True(link.StartsWith("data:", StringComparison.Ordinal) || ids.Contains(link), link));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "iframe" or "object");
        XElement[] images = [.. page.Descendants().Where(element => element.Name.LocalName == "img")];
        Assert.NotEmpty(images);
        Assert.All(images, image =>
        {
            Assert.NotEqual("", image.Attribute("alt")!.Value);
            using var stream = new MemoryStream(Convert.FromBase64String(image.Attribute("src")!.Value["data:image/png;base64,".Length..]));
            Assert.Equal((28, 28), (Picture.Read(stream).Height, Picture.Read(new MemoryStream(stream.ToArray())).Width));
        });
        Assert.All(page.Descendants().Where(element => element.Name.LocalName == "svg" && element.Attribute("role") is not null), svg => Assert.NotEqual("", svg.Attribute("aria-label")!.Value));
    }

    [Fact]
    public async Task Report_OfARun_WritesTheSameAgain()
    {
        string run = await Train("run");
        string path = Path.Combine(run, "report.html"), pictures = Path.Combine(run, "pictures");
        byte[] before = await File.ReadAllBytesAsync(path);
        string[] names = [.. Directory.GetFiles(pictures).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        File.Delete(path);
        Directory.Delete(pictures, recursive: true);

        Call call = await Call.Krill("report", run, "--threads", "1");
        Call json = await Call.Krill("report", run, "--json");

        Assert.Equal((0, "", $"report: {path}"), (call.ExitCode, call.Error, call.Lines[^1]));
        Assert.Equal(path, json.Events[^1].GetProperty("report").GetString());
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
        Assert.Equal(
            ["accuracy-by-class.svg", "accuracy.svg", "confusion-matrix.svg", "learning-rate.svg", "loss.svg", "mistakes-by-class.svg", "most-confident-mistakes.svg", "network.svg"],
            names);
        Assert.All(names, name => XDocument.Load(Path.Combine(pictures, name)));
    }

    [Fact]
    public async Task Report_OfARunWithoutAResult_DoesNotLookAtTheTestImages()
    {
        string run = await Train("run");
        File.Delete(Path.Combine(run, "result.json"));

        Assert.Equal(0, (await Call.Krill("report", run)).ExitCode);

        var page = XDocument.Load(Path.Combine(run, "report.html"));
        Assert.Contains("Its test images have not been looked at", page.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Test accuracy", page.Root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName == "img");
        Assert.False(File.Exists(Path.Combine(run, "pictures", "confusion-matrix.svg")));
    }

    [Fact]
    public async Task Train_RandomRestarts_SaysWhichStartWasChosenAndByWhat()
    {
        string run = await TrainRecipe("tiny158", "run", "--epochs", "5", "--learning-rate", "0.01");

        string text = XDocument.Load(Path.Combine(run, "report.html")).Root!.Value;
        int best = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "result.json"))).RootElement.GetProperty("best_epoch").GetInt32();
        Assert.InRange(best, 1, 4);
        Assert.Contains($"tested as after epoch {best}", text, StringComparison.Ordinal);
        Assert.Contains($"Of 5 random starts the one is kept that ended with the least training loss, in epoch {best}", text, StringComparison.Ordinal);
        Assert.Contains($"in epoch {best}, the tested one", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was chosen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("after the last", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_ScheduledRate_IsDrawnStepByStep()
    {
        string scheduled = await TrainRecipe("tiny158", "scheduled", "--epochs", "5"), constant = await TrainRecipe("quickstart", "constant", "--epochs", "2");

        // Twelve steps an epoch.
        Assert.Equal((60, 2), (Points(scheduled), Points(constant)));
        static int Points(string run) => XDocument.Load(Path.Combine(run, "pictures", "learning-rate.svg")).Descendants()
            .Single(element => element.Attribute("class")?.Value.StartsWith("k-line", StringComparison.Ordinal) == true)
            .Attribute("d")!.Value.Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries).Length / 2;
    }

    [Fact]
    public async Task Train_RecipeThatAddsImages_ShowsThem()
    {
        using var data = new TinyMnist(train: 120, test: 20);
        string run = data.In("run");
        Assert.Equal(0, (await Call.Krill("train", "minmax", "--epochs", "1", "--data", data.Folder, "--out", run)).ExitCode);

        // Three quarters of 120 train, and a fifth of these is added.
        var page = XDocument.Load(Path.Combine(run, "report.html"));
        Assert.Contains("The first of 18 images that the recipe adds to the 90 of its own.", page.Root!.Value, StringComparison.Ordinal);
        Picture sheet = Picture.Read(Path.Combine(run, "pictures", "augmentation.png"));
        Assert.Equal(((2 * 30) - 2, (8 * 30) - 2), (sheet.Height, sheet.Width));
        ImageSet own = Datasets.Load("mnist", new DatasetOptions { Directory = data.Folder }).Train.WithRescale(1 / 255f).Split(0.25, seed: 42).Train;
        ImageSet all = own.WithMixtures(0.2, alpha: 0.2, seed: 1);
        Picture tenth = Krill.Reports.ImageDisplay.Of(all, 90 + 9);
        for (int y = 0; y < 28; y++)
        {
            Assert.Equal(tenth.Pixels.Slice(y * 28, 28), sheet.Pixels.Slice(((30 + y) * sheet.Width) + 30, 28));
        }
    }

    [Fact]
    public async Task Report_Settings_HaveWhatWasTunedAndWhatTheImagesBecame()
    {
        var recipe = Recipe.Find("jellyfish");
        Recipe tuned = recipe.With(recipe.SearchSpace!.Read("test", new Dictionary<string, string>(recipe.SearchSpace.Defaults.All) { ["dense_units"] = "48" }));
        var options = new RecipeOptions { Dataset = "mnist", DataDirectory = _data.Folder, Epochs = 1, RunDirectory = _data.In("run") };
        RecipeSession.Prepare(tuned, options).Run();

        string[] first = SettingsOf(_data.In("run")), second = SettingsOf(await TrainRecipe("convnet", "other"));
        string[] third = SettingsOf(await TrainRecipe("quickstart", "third", "--validation-split", "random 0.2 7"));

        Assert.Contains(first, row => row.StartsWith("hyperparameters|tuned: dense_activation leaky_relu, dense_dropout 0.07, dense_units 48, ", StringComparison.Ordinal));
        Assert.Contains("validation images|10% of each class (seed 42)", first);
        Assert.Contains("validation images|the last 10% of the training images", second);
        Assert.Contains("validation images|20% of the training images, drawn without regard to classes (seed 7)", third);
        Assert.Contains("pixels|0 to 1", first);
        Assert.Contains("normalization|none", first);
        Assert.Contains("hyperparameters|the recipe's own: conv_dropout 0.2, dense_dropout 0.5, dense_units 128, learning_rate 0.001", second);
        Assert.DoesNotContain(third, row => row.StartsWith("hyperparameters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Train_NoValidationAndNoChoice_SaysSo()
    {
        string run = await TrainRecipe("convnet-augmented", "run");

        Assert.Contains("Nothing was chosen: the network was tested as its training ended.", XDocument.Load(Path.Combine(run, "report.html")).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_ReportThatCannotBeWritten_KeepsTheResultAndSaysSo()
    {
        // A folder stands where the page belongs.
        Directory.CreateDirectory(Path.Combine(_data.In("run"), "report.html", "in the way"));

        Call call = await Call.Krill([.. s_train, "--data", _data.Folder, "--out", _data.In("run")]);

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        Assert.Contains($"warning: report: {Path.Combine(_data.In("run"), "report.html")}: received", call.Output, StringComparison.Ordinal);
        Assert.Contains("The run is complete without it; krill report", call.Output, StringComparison.Ordinal);
        Assert.StartsWith("test accuracy ", call.Lines[^1], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_data.In("run"), "result.json")));
        Assert.Empty(Directory.GetFiles(_data.In("run"), "*.tmp"));
        Assert.Equal(3, (await Call.Krill("report", _data.In("run"))).ExitCode);
    }

    [Fact]
    public async Task Train_NoReport_WritesNone()
    {
        string run = await Train("run", "--no-report");

        Assert.False(File.Exists(Path.Combine(run, "report.html")));
        Assert.False(Directory.Exists(Path.Combine(run, "pictures")));
        Assert.True(File.Exists(Path.Combine(run, "result.json")));
    }

    [Fact]
    public async Task Compare_SeedsAndSettings_LaysThemSideBySide()
    {
        string[] runs = [await Train("a", "--seed", "1", "--no-report"), await Train("b", "--seed", "2", "--no-report"), await Train("c", "--learning-rate", "0.01", "--no-report")];
        string html = _data.In("comparison.html");

        Call call = await Call.Krill(["compare", .. runs, "--html", html]);
        Call json = await Call.Krill(["compare", .. runs, "--json"]);

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        Assert.Matches("^run +recipe +data +seed +parameters +epochs +time +images/s +validation +test$", call.Lines[0]);
        Assert.Matches("^a +quickstart +mnist +1 +56,714 +1 ", call.Lines[1]);
        Assert.Matches("^  learning_rate +0.001 +0.001 +0.01$", Assert.Single(call.Lines, line => line.StartsWith("  learning_rate", StringComparison.Ordinal)));
        Assert.Matches(@"^  quickstart, learning_rate 0.001 +2 +0\.\d{4} ± 0\.\d{4} +2 +0\.\d{4} ± 0\.\d{4}$", call.Lines[^3]);
        double[] tests = [.. json.Events.Take(2).Select(run => run.GetProperty("test_accuracy").GetDouble())];
        JsonElement group = json.Events[3];
        Assert.Equal(("group", 2), (group.GetProperty("event").GetString(), group.GetProperty("test_accuracy_n").GetInt32()));
        Assert.Equal(tests.Average(), group.GetProperty("test_accuracy_mean").GetDouble(), 1e-12);
        Assert.Equal(Math.Abs(tests[0] - tests[1]) / Math.Sqrt(2), group.GetProperty("test_accuracy_sd").GetDouble(), 1e-12);
        Assert.Equal(["1", "2", "0"], json.Events[^1].GetProperty("differences").GetProperty("seed").EnumerateArray().Select(value => value.GetString()!));
        Assert.Contains("mean of 2", XDocument.Load(html).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OneRunOrOneTwice_EndsWithTwo()
    {
        string run = await Train("run", "--no-report");

        Call one = await Call.Krill("compare", run);
        Call twice = await Call.Krill("compare", run, run + "/");
        Call none = await Call.Krill("compare");

        Assert.Equal((2, $"krill compare: received one run, \"{run}\"; expected two or more. krill report shows one.{Environment.NewLine}"), (one.ExitCode, one.Error));
        Assert.Equal((2, $"krill compare: received the run \"{run}\" twice; expected each once.{Environment.NewLine}"), (twice.ExitCode, twice.Error));
        Assert.Equal(2, none.ExitCode);
        Assert.Equal(3, (await Call.Krill("compare", run, _data.In("nothing"))).ExitCode);
    }

    [BrowserFact]
    public async Task Report_InABrowserWithoutNetwork_ShowsEveryPictureAndNoError()
    {
        string[] runs = [await Train("a", "--seed", "1"), await Train("b", "--seed", "2", "--no-report")];
        string html = _data.In("comparison.html");
        Assert.Equal(0, (await Call.Krill(["compare", .. runs, "--html", html])).ExitCode);
        string ensemble = _data.In("ensemble");
        Assert.Equal(0, (await Call.Krill("ensemble", "quickstart", "--members", "2", "--epochs", "1", "--batch-size", "50", "--data", _data.Folder, "--out", ensemble)).ExitCode);
        await using Browser browser = await Browser.StartAsync();

        await ShowsAll(browser, [html, .. PagesOf(runs[0]), .. PagesOf(ensemble)]);
    }

    [BrowserFact]
    public async Task Report_OfAugmentedColoursInManyClasses_ShowsEveryPictureAndNoError()
    {
        using var folder = new PictureFolder();
        for (int i = 0; i < 12; i++)
        {
            folder.Add($"things/a thing of the kind {i}", i % 10, 6, new ImageShape(30, 40, 3));
        }

        string run = folder.In("run");
        Call train = await Call.Krill("train", "quickstart", "--epochs", "1", "--batch-size", "10", "--augment", "shift=2px", "--data", folder.In("things"), "--out", run);
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.True(File.Exists(Path.Combine(run, "pictures", "augmentation.png")));
        await using Browser browser = await Browser.StartAsync();

        await ShowsAll(browser, PagesOf(run));
    }

    [BrowserFact]
    public async Task Browser_PageWithErrors_TellsThem()
    {
        string page = _data.In("wrong.html");
        Files.AtomicFile.WriteText(page, """
            <!DOCTYPE html><html><body style="width:900px"><img src="data:image/png;base64,AAAA" alt="broken"/><img src="http://example.com/a.png" alt="away"/>
            <svg role="img" width="10" height="10"></svg><script>console.error("no"); missing();</script></body></html>
            """);
        await using Browser browser = await Browser.StartAsync();

        BrowserView view = await browser.ViewAsync(page);

        Assert.Equal((0, 3), (view.Pictures, view.BrokenPictures));
        Assert.Contains(view.Messages, message => message.Contains("missing is not defined", StringComparison.Ordinal));
        Assert.Contains(view.Messages, message => message.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal) || message.Contains("ERR_NAME_NOT_RESOLVED", StringComparison.Ordinal));
        Assert.InRange(view.Width, 900, 1000);
    }

    static readonly string[] s_train = ["train", "quickstart", "--epochs", "1", "--batch-size", "50"];

    Task<string> Train(string name, params string[] more) => TrainRecipe("quickstart", name, more);

    static IEnumerable<string> PagesOf(string run) => [Path.Combine(run, "report.html"), .. Directory.GetFiles(Path.Combine(run, "pictures"), "*.svg")];

    static async Task ShowsAll(Browser browser, IEnumerable<string> pages)
    {
        foreach (string page in pages)
        {
            BrowserView view = await browser.ViewAsync(page);

            Assert.Equal([], view.Messages);
            Assert.True(view.Pictures > 0, page);
            Assert.Equal((page, 0), (page, view.BrokenPictures));
            Assert.True(view.Width <= 400, $"{page} is {view.Width} pixels wide in a window of 400");
        }
    }

    static string[] SettingsOf(string run) =>
    [
        .. XDocument.Load(Path.Combine(run, "report.html")).Descendants()
            .Where(element => element.Name.LocalName == "table" && element.Attribute("class")?.Value == "settings")
            .Descendants().Where(element => element.Name.LocalName == "tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))),
    ];

    async Task<string> TrainRecipe(string recipe, string name, params string[] more)
    {
        string[] epochs = more.Contains("--epochs") ? [] : ["--epochs", "1"];
        Call call = await Call.Krill(["train", recipe, "--batch-size", "50", "--data", _data.Folder, "--out", _data.In(name), .. epochs, .. more]);
        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        return _data.In(name);
    }
}
