using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Krill.Cli;

namespace Krill.Tests.Cli.Commands;

/// <summary>Trainings whose process is killed go on with <c>--resume</c> and end as if nothing had happened.</summary>
public sealed class ResumeTests : IDisposable
{
    // Networks of 158 parameters, which learn for so many epochs that none ends before its kill arrives; the split and the precision are not the recipe's, and must come from the folder.
    static readonly string[] s_settings = ["tiny158", "--batch-size", "4", "--seed", "3", "--validation-split", "random 0.2 5", "--learning-rate", "0.01", "--threads", "1"];

    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Train_KilledInTheMiddleOfAnEpoch_ResumesToTheSameBits()
    {
        Call whole = await Call.Krill(["train", .. s_settings, "--epochs", "600", "--data", _data.Folder, "--out", _data.In("whole"), "--json"]);
        await KillAt("epoch  30/600", ["train", .. s_settings, "--epochs", "600", "--data", _data.Folder, "--out", _data.In("parts")]);
        Assert.True(File.Exists(_data.In("parts/checkpoint.safetensors")));
        Assert.False(File.Exists(_data.In("parts/result.json")));

        Call resumed = await Call.Krill("train", "--resume", _data.In("parts"), "--threads", "2", "--json");

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal("message", resumed.Events[1].GetProperty("event").GetString());
        Assert.Matches(@"^goes on after epoch \d+ of 600\.$", resumed.Events[1].GetProperty("text").GetString());
        AssertSameRun("whole", "parts");
        foreach (string field in new[] { "epochs", "best_epoch", "loss", "accuracy", "validation_accuracy", "test_loss", "test_accuracy", "seed", "batch_size" })
        {
            Assert.Equal(whole.Events[^1].GetProperty(field).GetRawText(), resumed.Events[^1].GetProperty(field).GetRawText());
        }
    }

    [Fact]
    public async Task Train_ResumedWhenDone_ShowsTheResultAgain()
    {
        string run = _data.In("run");
        Call first = await Call.Krill("train", "quickstart", "--data", _data.Folder, "--epochs", "2", "--batch-size", "50", "--out", run, "--json");
        byte[] result = await File.ReadAllBytesAsync(Path.Combine(run, "result.json"));

        Call again = await Call.Krill("train", "--resume", run, "--json");

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(["start", "result"], again.Events.Select(one => one.GetProperty("event").GetString()));
        foreach (JsonProperty field in first.Events[^1].EnumerateObject().Where(field => field.Name is not ("seconds" or "training_seconds" or "images_per_second")))
        {
            Assert.Equal(field.Value.GetRawText(), again.Events[^1].GetProperty(field.Name).GetRawText());
        }

        Assert.Equal(result, await File.ReadAllBytesAsync(Path.Combine(run, "result.json")));
    }

    [Fact]
    public async Task Train_ResumeOfWhatIsNoRun_EndsWithThree()
    {
        Call none = await Call.Krill("train", "--resume", _data.In("nothing"));
        Call other = await Call.Krill("train", "--resume", _data.Folder);

        Assert.Equal((3, 3), (none.ExitCode, other.ExitCode));
        Assert.StartsWith($"{_data.In("nothing")}: received no folder; expected the folder of a run.", none.Error, StringComparison.Ordinal);
        Assert.StartsWith($"{_data.Folder}: received a folder without run.json; expected the folder of a run.", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_ResumeWithOtherSettings_EndsWithTwoAndNamesThem()
    {
        Call call = await Call.Krill("train", "tiny158", "--resume", _data.In("run"), "--epochs", "9", "--threads", "1", "--seed", "1");

        Assert.Equal(2, call.ExitCode);
        Assert.Equal(
            "krill train --resume: received tiny158, --epochs, --seed besides; expected only --threads, --target-accuracy, --json, --no-report, as the folder has the other settings."
            + Environment.NewLine,
            call.Error);
    }

    [Fact]
    public async Task Train_ResumeOfTornCheckpoint_EndsWithThree()
    {
        string run = _data.In("run");
        await KillAt("epoch   5/600", ["train", .. s_settings, "--epochs", "600", "--data", _data.Folder, "--out", run]);
        string checkpoint = Path.Combine(run, "checkpoint.safetensors");
        using (FileStream file = File.OpenWrite(checkpoint))
        {
            file.SetLength(file.Length - 4);
        }

        Call call = await Call.Krill("train", "--resume", run);

        Assert.Equal(3, call.ExitCode);
        Assert.StartsWith(checkpoint, call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensemble_KilledAgainAndAgain_ResumesToTheSameResult()
    {
        string[] settings = ["ensemble", .. s_settings, "--epochs", "60", "--members", "3", "--tensorboard", "--data", _data.Folder];
        Call whole = await Call.Krill([.. settings, "--out", _data.In("whole"), "--json"]);
        Assert.Equal((0, ""), (whole.ExitCode, whole.Error));
        await KillAt("member 1/3", [.. settings, "--out", _data.In("parts")]);
        await KillAt("member 2/3", ["ensemble", "--resume", _data.In("parts")]);

        Call resumed = await Call.Krill("ensemble", "--resume", _data.In("parts"), "--parallel", "2", "--json");

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(2, resumed.Events[0].GetProperty("members_done").GetInt32());
        foreach (string member in new[] { "member-01", "member-02", "member-03" })
        {
            AssertSameRun($"whole/{member}", $"parts/{member}");
            Assert.Equal(60, EventEpochs($"whole/{member}"));
            Assert.InRange(EventEpochs($"parts/{member}"), 60, 180);
        }

        foreach (string field in new[] { "sizes", "test_accuracy", "test_loss", "single_mean", "single_standard_deviation" })
        {
            Assert.Equal(whole.Events[^1].GetProperty(field).GetRawText(), resumed.Events[^1].GetProperty(field).GetRawText());
        }
    }

    // In the bracket of nine trials, behind it, and in the last one, when only trials of it are left.
    [Fact]
    public async Task Tune_KilledAgainAndAgain_ResumesToTheSameResult()
    {
        string[] settings =
            ["tune", "tiny158", "--max-epochs", "9", "--batch-size", "4", "--seed", "3", "--validation-split", "random 0.2 5", "--threads", "1", "--data", _data.Folder];
        Call whole = await Call.Krill([.. settings, "--out", _data.In("whole"), "--json"]);
        Assert.Equal((0, ""), (whole.ExitCode, whole.Error));
        JsonElement[] trained = [.. whole.Events.Where(one => one.GetProperty("event").GetString() == "trial")];
        Assert.Equal(9 + 3 + 1 + 5 + 1 + 3, trained.Length);
        Assert.InRange(trained.Select(trial => trial.GetProperty("validation_accuracy").GetDouble()).Distinct().Count(), 4, trained.Length);
        string[] begin = [.. settings, "--out", _data.In("parts")], resume = ["tune", "--resume", _data.In("parts")];
        foreach ((int place, string[] args) in new[] { (3, begin), (12, resume), (19, resume) })
        {
            await KillAt($"trial {trained[place].GetProperty("trial").GetInt32(),4}  {trained[place].GetProperty("epochs").GetInt32(),4} epochs", args);
            Assert.False(File.Exists(_data.In("parts/trials.svg")));
        }

        Call resumed = await Call.Krill("tune", "--resume", _data.In("parts"), "--parallel", "2", "--json");

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.InRange(resumed.Events.Count(one => one.GetProperty("event").GetString() == "trial"), 1, 2);
        JsonElement first = whole.Events[^1], second = resumed.Events[^1];
        Assert.Equal(Trials(first.GetProperty("trials").EnumerateArray()), Trials(second.GetProperty("trials").EnumerateArray()));
        Assert.Equal(Trials([first.GetProperty("best")]), Trials([second.GetProperty("best")]));
        Assert.Equal(await File.ReadAllBytesAsync(_data.In("whole/trials.svg")), await File.ReadAllBytesAsync(_data.In("parts/trials.svg")));
        string[] folders = [.. Directory.GetDirectories(_data.In("whole"), "trial-*").Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];
        Assert.Equal(17, folders.Length);
        Assert.All(folders, folder => Assert.Equal(History($"whole/{folder}"), History($"parts/{folder}")));
        string best = $"trial-{first.GetProperty("best").GetProperty("trial").GetInt32():000}";
        AssertSameRun($"whole/{best}", $"parts/{best}");

        static string[] Trials(IEnumerable<JsonElement> trials) => [.. trials.Select(trial => string.Join(
            '|', trial.EnumerateObject().Where(field => field.Name is not ("seconds" or "run")).Select(field => $"{field.Name} {field.Value.GetRawText()}")))];
    }

    /// <summary>How many epochs stand in the event files of a run; those that a kill took back stand there again.</summary>
    int EventEpochs(string run) => Directory.GetFiles(_data.In($"{run}/tensorboard/train"))
        .Sum(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Split("epoch_loss").Length - 1);

    /// <summary>Ends a process as nothing can guard against, once it has written a line.</summary>
    static async Task KillAt(string line, string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Program).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        // On a thread of its own: behind an await the kill would wait for other tests, while the process goes on.
        bool isKilled = await Task.Factory.StartNew(KilledAtTheLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(isKilled, $"The process ended before it wrote \"{line}\": {await process.StandardError.ReadToEndAsync()}");

        bool KilledAtTheLine()
        {
            while (process.StandardOutput.ReadLine() is { } written)
            {
                if (written.StartsWith(line, StringComparison.Ordinal))
                {
                    process.Kill();
                    process.WaitForExit();
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Weights by their bytes, the history but for its times.</summary>
    void AssertSameRun(string expected, string actual)
    {
        foreach (string name in new[] { "best.safetensors", "last.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(_data.In($"{expected}/{name}")), File.ReadAllBytes(_data.In($"{actual}/{name}")));
        }

        Assert.Equal(History(expected), History(actual));
        Assert.False(File.Exists(_data.In($"{actual}/checkpoint.safetensors")));
    }

    string[] History(string run) => [.. File.ReadLines(_data.In($"{run}/history.csv")).Select(line => string.Join(',', line.Split(',').Take(7)))];
}
