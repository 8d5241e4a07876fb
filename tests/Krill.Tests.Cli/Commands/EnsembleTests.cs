using System.Text.Json;

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
            $"krill ensemble --out: received \"{_data.In("ensemble")}\", which holds a run or an ensemble; expected a new folder. Choose another, remove that one, or go on with it: "
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

    Task<Call> Ensemble(string name, params string[] more) => Call.Krill(
    [
        "ensemble", "quickstart", "--data", _data.Folder, "--epochs", "2", "--batch-size", "50", "--seed", "5", "--out", _data.In(name), "--json",
        .. more.Contains("--members") ? Array.Empty<string>() : ["--members", "3"], .. more,
    ]);
}
