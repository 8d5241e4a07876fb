using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Krill.Tests.Cli.Commands;

/// <summary>Whole ensembles of a small network on few images.</summary>
public sealed class EnsembleTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Ensemble_MembersAtOnce_GivesTheSameAsOneAfterTheOther()
    {
        Call serial = await Ensemble("serial", "--parallel", "1", "--threads", "2");
        Call parallel = await Ensemble("parallel", "--parallel", "3", "--threads", "2");

        Assert.Equal((0, "", 0, ""), (serial.ExitCode, serial.Error, parallel.ExitCode, parallel.Error));
        JsonElement first = serial.Events[^1], second = parallel.Events[^1];
        foreach (string field in new[] { "sizes", "test_accuracy", "test_loss", "validation_accuracy", "single_mean", "single_standard_deviation" })
        {
            Assert.Equal(first.GetProperty(field).GetRawText(), second.GetProperty(field).GetRawText());
        }

        foreach (string member in new[] { "member-01", "member-02", "member-03" })
        {
            Assert.Equal(await File.ReadAllBytesAsync(_data.In($"serial/{member}/best.safetensors")), await File.ReadAllBytesAsync(_data.In($"parallel/{member}/best.safetensors")));
        }
    }

    [Fact]
    public async Task Ensemble_Members_AreTheRunsOfTheirSeeds()
    {
        Call ensemble = await Ensemble("ensemble");
        Call train = await Call.Krill(
            "train", "quickstart", "--data", _data.Folder, "--epochs", "2", "--batch-size", "50", "--seed", "6", "--out", _data.In("single"), "--json");

        JsonElement result = ensemble.Events[^1];
        Assert.Equal(await File.ReadAllBytesAsync(_data.In("single/best.safetensors")), await File.ReadAllBytesAsync(_data.In("ensemble/member-02/best.safetensors")));
        JsonElement second = result.GetProperty("single")[1];
        Assert.Equal(6, second.GetProperty("seed").GetInt32());
        Assert.Equal(train.Events[^1].GetProperty("test_accuracy").GetRawText(), second.GetProperty("test_accuracy").GetRawText());
        double[] singles = [.. result.GetProperty("single").EnumerateArray().Select(one => one.GetProperty("test_accuracy").GetDouble())];
        double mean = singles.Average();
        Assert.Equal(mean, result.GetProperty("single_mean").GetDouble(), 1e-12);
        Assert.Equal(Math.Sqrt(singles.Sum(one => (one - mean) * (one - mean)) / 2), result.GetProperty("single_standard_deviation").GetDouble(), 1e-12);
        Assert.Equal(singles[0], result.GetProperty("sizes")[0].GetProperty("test_accuracy").GetDouble());
        Assert.False(File.ReadAllText(_data.In("ensemble/member-02/result.json")).Contains("\"test_accuracy\": 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensemble_Json_HasTheEventsOfItsMembers()
    {
        Call call = await Ensemble("ensemble");

        Assert.Equal("start", call.Events[0].GetProperty("event").GetString());
        Assert.Equal(3, call.Events[0].GetProperty("members").GetInt32());
        JsonElement[] epochs = [.. call.Events.Where(one => one.GetProperty("event").GetString() == "epoch")];
        Assert.Equal([1, 1, 2, 2, 3, 3], epochs.Select(one => one.GetProperty("member").GetInt32()));
        Assert.Equal(3, call.Events.Count(one => one.GetProperty("event").GetString() == "member"));
        Assert.Equal("result", call.Events[^1].GetProperty("event").GetString());
        Assert.Equal(_data.In("ensemble"), call.Events[^1].GetProperty("run").GetString());
    }

    [Fact]
    public async Task Evaluate_AnEnsemble_GivesTheSameAccuracyToTheLastDigit()
    {
        Call train = await Call.Krill("ensemble", "quickstart", "--data", _data.Folder, "--epochs", "2", "--batch-size", "50", "--members", "2", "--out", _data.In("ensemble"));

        Call again = await Call.Krill("evaluate", _data.In("ensemble"), "--threads", "1");
        Call json = await Call.Krill("evaluate", _data.In("ensemble"), "--json");

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Matches(@"^test accuracy 0\.\d{8,}$", train.Lines[^1]);
        Assert.Equal(train.Lines[^5..], again.Lines[^5..]);
        Assert.Equal(train.Lines[^1], $"test accuracy {json.Events[^1].GetProperty("test_accuracy").GetRawText()}");
    }

    [Fact]
    public async Task Ensemble_Resumed_WhenDone_ShowsTheResultAgain()
    {
        Call first = await Ensemble("ensemble");

        Call again = await Call.Krill("ensemble", "--resume", _data.In("ensemble"), "--json");

        Assert.Equal(["start", "result"], again.Events.Select(one => one.GetProperty("event").GetString()));
        Assert.Equal(first.Lines[^1], again.Lines[^1]);
    }

    [Fact]
    public async Task Ensemble_WrongUsage_EndsWithTwoAndSaysHow()
    {
        await Ensemble("ensemble");

        Call noRecipe = await Call.Krill("ensemble");
        Call taken = await Ensemble("ensemble");
        Call none = await Ensemble("other", "--members", "0");

        Assert.Equal((2, 2, 2), (noRecipe.ExitCode, taken.ExitCode, none.ExitCode));
        Assert.StartsWith("krill ensemble: received no RECIPE; expected krill ensemble RECIPE: one of quickstart,", noRecipe.Error, StringComparison.Ordinal);
        Assert.Equal(
            $"krill ensemble --out: received \"{_data.In("ensemble")}\", which holds an ensemble; expected a new folder. Choose another, remove that one, or go on with it: "
            + $"krill ensemble --resume {_data.In("ensemble")}.{Environment.NewLine}",
            taken.Error);
        Assert.Contains("--members: received \"0\"; expected a whole number, 1 to 10000.", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_EnsembleThatIsNotTrained_EndsWithThree()
    {
        await Ensemble("ensemble");
        File.Delete(_data.In("ensemble/member-03/result.json"));

        Call call = await Call.Krill("evaluate", _data.In("ensemble"));

        Assert.Equal(3, call.ExitCode);
        Assert.Equal(
            $"{_data.In("ensemble")}: received an ensemble of 3 members of which 2 are trained; expected all of them. krill ensemble --resume goes on with it.{Environment.NewLine}",
            call.Error);
    }

    [Fact]
    public async Task Ensemble_Report_HasWhatItReached()
    {
        Call call = await Ensemble("ensemble");

        var page = XDocument.Load(_data.In("ensemble/report.html"));
        string text = page.Root!.Value;
        JsonElement result = call.Events[^1];
        double accuracy = result.GetProperty("test_accuracy").GetDouble();
        Assert.Contains("ensemble of 3 on mnist", text, StringComparison.Ordinal);
        Assert.Contains($"{(int)Math.Round((1 - accuracy) * 97)} of 97 test images are taken for what they are not.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Computed for this page", text, StringComparison.Ordinal);
        Assert.Contains($"mean test accuracy of {Percent(result.GetProperty("single_mean"))}, with a standard deviation of {Percent(result.GetProperty("single_standard_deviation"))} (n = 3)", text, StringComparison.Ordinal);
        Assert.Contains("the epoch with its greatest validation accuracy", text, StringComparison.Ordinal);
        string[][] rows = [.. Rows(page.Descendants().First(element => element.Name.LocalName == "table"))];
        Assert.Equal(4, rows.Length);
        for (int i = 0; i < 3; i++)
        {
            JsonElement single = result.GetProperty("single")[i], size = result.GetProperty("sizes")[i];
            Assert.Equal([$"{i + 1}", $"{i + 5}", "2", $"{single.GetProperty("best_epoch").GetInt32()}"], rows[i + 1][..4]);
            Assert.Equal(
                [Percent(single.GetProperty("validation_accuracy")), Percent(single.GetProperty("test_accuracy")), Percent(size.GetProperty("validation_accuracy")), Percent(size.GetProperty("test_accuracy"))],
                rows[i + 1][5..9]);
        }

        string[] settings = [.. page.Descendants().Where(element => element.Attribute("class")?.Value == "settings").SelectMany(Rows).Select(row => string.Join('|', row))];
        Assert.Contains("members|3", settings);
        Assert.Contains("seeds|5 to 7", settings);
        Assert.Equal(
            ["accuracy-by-class.svg", "accuracy-by-members.svg", "accuracy.svg", "confusion-matrix.svg", "loss-by-members.svg", "loss.svg", "mistakes-by-class.svg", "most-confident-mistakes.svg", "network.svg"],
            Directory.GetFiles(_data.In("ensemble/pictures")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

        string curves = await File.ReadAllTextAsync(_data.In("ensemble/pictures/accuracy.svg"));
        Assert.Contains("training: mean of 3", curves, StringComparison.Ordinal);
        Assert.Contains("validation: mean of 3", curves, StringComparison.Ordinal);

        static string Percent(JsonElement share) => (share.GetDouble() * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";
        static IEnumerable<string[]> Rows(XElement table) =>
            table.Descendants().Where(element => element.Name.LocalName == "tr").Select(row => (string[])[.. row.Elements().Select(cell => cell.Value)]);
    }

    [Fact]
    public async Task Report_OfAMember_SaysThatItWasNotTestedByItself()
    {
        await Ensemble("ensemble", "--no-report");

        Assert.Equal(0, (await Call.Krill("report", _data.In("ensemble/member-02"), "--threads", "1")).ExitCode);

        string page = await File.ReadAllTextAsync(_data.In("ensemble/member-02/report.html"));
        Assert.Contains("This run is trained and was not tested by itself: it is a member of an ensemble or a trial of a search, or was stopped in its test.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("it goes on, or was stopped.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAnEnsemble_WritesTheSameAgain()
    {
        await Ensemble("ensemble", "--no-report");
        await Ensemble("other");
        string page = _data.In("ensemble/report.html");
        Assert.False(File.Exists(page) || Directory.Exists(_data.In("ensemble/pictures")));

        Call plain = await Call.Krill("report", _data.In("ensemble"), "--threads", "1");
        string first = await File.ReadAllTextAsync(page);
        Call json = await Call.Krill("report", _data.In("ensemble"), "--json");
        Call other = await Call.Krill("report", _data.In("other"));

        Assert.Equal((0, "", $"report: {page}"), (plain.ExitCode, plain.Error, plain.Lines[^1]));
        Assert.Equal((page, _data.In("ensemble")), (json.Events[^1].GetProperty("report").GetString(), json.Events[^1].GetProperty("run").GetString()));
        Assert.Equal(first, await File.ReadAllTextAsync(page));
        Assert.Equal(0, other.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(_data.In("ensemble/pictures/accuracy-by-members.svg")), await File.ReadAllTextAsync(_data.In("other/pictures/accuracy-by-members.svg")));
    }

    [Fact]
    public async Task Report_OfAnEnsembleThatIsNotTested_EndsWithThree()
    {
        await Ensemble("ensemble", "--no-report");
        string file = _data.In("ensemble/ensemble.json");
        JsonNode description = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.True(description.AsObject().Remove("result"));
        await File.WriteAllTextAsync(file, description.ToJsonString());

        Call call = await Call.Krill("report", _data.In("ensemble"));

        Assert.Equal(
            (3, $"{_data.In("ensemble")}: received an ensemble that is not tested; expected one with a result. krill ensemble --resume goes on with it.{Environment.NewLine}"),
            (call.ExitCode, call.Error));
        Assert.False(File.Exists(_data.In("ensemble/report.html")));
    }

    [Fact]
    public async Task Ensemble_ReportThatCannotBeWritten_KeepsTheResultAndSaysSo()
    {
        // A folder stands where the page belongs.
        Directory.CreateDirectory(_data.In("ensemble/report.html/in the way"));

        Call call = await Ensemble("ensemble");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement message = Assert.Single(call.Events, one => one.TryGetProperty("source", out JsonElement source) && source.GetString() == "report");
        Assert.True(message.GetProperty("warning").GetBoolean());
        Assert.EndsWith($"The ensemble is complete without it; krill report {_data.In("ensemble")} writes it anew.", message.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("result", call.Events[^1].GetProperty("event").GetString());
    }

    Task<Call> Ensemble(string name, params string[] more) => Call.Krill(
    [
        "ensemble", "quickstart", "--data", _data.Folder, "--epochs", "2", "--batch-size", "50", "--seed", "5", "--out", _data.In(name), "--json",
        .. more.Contains("--members") ? Array.Empty<string>() : ["--members", "3"], .. more,
    ]);
}
