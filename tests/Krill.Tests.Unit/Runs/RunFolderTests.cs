using Krill.Callbacks;
using Krill.Data;
using Krill.Planning;
using Krill.Runs;
using Krill.Tests.Unit.Training;

namespace Krill.Tests.Unit.Runs;

public sealed class RunFolderTests : IDisposable
{
    static readonly RunDescription s_description = new()
    {
        Recipe = "tiny158",
        Dataset = "mnist",
        ImageFolder = new ImageFolder { Directory = "/flowers", Height = 2, Width = 3, Channels = 1, SplitSeed = ulong.MaxValue },
        ImageShape = new ImageShape(2, 3, 1),
        ClassNames = ["rose", "Gänseblümchen"],
        Seed = ulong.MaxValue,
        Epochs = 3,
        BatchSize = 2,
        Threads = 2,
        CommandLine = ["train", "tiny158", "--note", "größer > kleiner"],
        StartTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_WhatWasCreated_KnowsWhatWasAsked()
    {
        RunFolder created = RunFolder.Create(s_description, _folder["run"]);

        RunFolder opened = RunFolder.Open(_folder["run"]);

        Assert.Equal(created.Path, opened.Path);
        Assert.Equal(s_description with { CommandLine = [], ClassNames = [] }, opened.Description with { CommandLine = [], ClassNames = [] });
        Assert.Equal(s_description.CommandLine, opened.Description.CommandLine);
        Assert.Equal(s_description.ClassNames, opened.Description.ClassNames);
        Assert.Null(opened.ReadResult());
        Assert.Empty(opened.ReadHistory());
        string json = File.ReadAllText(_folder["run/run.json"]);
        Assert.Contains("\"batch_size\": 2", json, StringComparison.Ordinal);
        Assert.Contains("größer > kleiner", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhatWasAugmentedAndNormalized_KnowsItToTheBit()
    {
        RunFolder.Create(s_description with { Augmentation = ["rotation=10,fill=nearest", "mixup=0.2"], Normalization = new ChannelNormalization([0.1f, 1 / 3f], [0.7f, 1e-6f]) }, _folder["run"]);

        RunDescription opened = RunFolder.Open(_folder["run"]).Description;

        Assert.Equal(["rotation=10,fill=nearest", "mixup=0.2"], opened.Augmentation);
        Assert.Equal([0.1f, 1 / 3f], opened.Normalization!.Mean);
        Assert.Equal([0.7f, 1e-6f], opened.Normalization.StandardDeviation);
    }

    [Fact]
    public void Open_ANormalizationThatIsNone_SaysWhatItIs()
    {
        RunFolder.Create(s_description with { Normalization = new ChannelNormalization([0.5f], [0.25f]) }, _folder["run"]);
        using (StreamWriter writer = File.CreateText(_folder["run/run.json"] + ".new"))
        {
            writer.Write(File.ReadAllText(_folder["run/run.json"]).Replace("0.25", "0", StringComparison.Ordinal));
        }

        File.Move(_folder["run/run.json"] + ".new", _folder["run/run.json"], overwrite: true);

        Refused("run", "run.json: received what cannot be understood (ChannelNormalization: received the mean 0.5 and the deviation 0");
    }

    [Fact]
    public void Create_FolderThatHoldsARun_IsRefusedAndKept()
    {
        RunFolder.Create(s_description, _folder["run"]);

        var error = Assert.ThrowsAny<ArgumentException>(() => RunFolder.Create(s_description with { Recipe = "other" }, _folder["run"]));

        Assert.Contains($"{_folder["run"]}: received a folder that holds a run; expected a new one.", error.Message, StringComparison.Ordinal);
        Assert.Equal("tiny158", RunFolder.Open(_folder["run"]).Description.Recipe);
    }

    [Fact]
    public void Open_WhatIsNoRun_SaysWhatItIs()
    {
        Refused("none", "received no folder; expected the folder of a run.");
        Directory.CreateDirectory(_folder["foreign"]);
        Refused("foreign", "received a folder without run.json; expected the folder of a run.");
        Directory.CreateDirectory(_folder["torn"]);
        using (StreamWriter writer = File.CreateText(_folder["torn/run.json"]))
        {
            writer.Write("{\"recipe\": \"tiny");
        }

        Refused("torn", "run.json: received what cannot be understood (");
        Directory.CreateDirectory(_folder["empty"]);
        using (StreamWriter writer = File.CreateText(_folder["empty/run.json"]))
        {
            writer.Write("{\"recipe\": \"tiny158\"}");
        }

        Refused("empty", "run.json: received what cannot be understood (");
    }

    [Fact]
    public void Complete_Result_IsReadAgain()
    {
        RunFolder run = RunFolder.Create(s_description, _folder["run"]);
        var result = new RunResult
        {
            End = TrainingEnd.Stopped,
            Epochs = 3,
            Parameters = 158,
            Seconds = 1.5,
            ImagesPerSecond = 100,
            Weights = RunWeights.Best,
            BestEpoch = 2,
            ValidationLoss = double.NaN,
            TestAccuracy = 0.1 + 0.2,
        };

        run.Complete(result);

        Assert.Equal(result, RunFolder.Open(_folder["run"]).ReadResult());
        Assert.Contains("\"weights\": \"best\"", File.ReadAllText(_folder["run/result.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Recorder_Training_KeepsHistoryBestAndLast()
    {
        RunFolder run = RunFolder.Create(s_description, _folder["run"]);
        Fixture fixture = Train(run, validationCorrect: [1, 3, 2, 3]);

        History history = run.ReadHistory();
        Assert.Equal([1.0 / 3, 1, 2.0 / 3, 1], history.Select(epoch => epoch.ValidationAccuracy!.Value));
        Assert.Equal([1, 2, 3, 4], history.Select(epoch => epoch.Epoch));
        run.LoadWeights(fixture.Model, RunWeights.Best);
        Assert.Equal(2, fixture.Model.Parameters[0].Values[0]); // the first of equals
        run.LoadWeights(fixture.Model, RunWeights.Last);
        Assert.Equal(4, fixture.Model.Parameters[0].Values[0]);
        Assert.Equal(["best.safetensors", "checkpoint.safetensors", "history.csv", "last.safetensors", "run.json"], Directory.GetFiles(run.Path).Select(Path.GetFileName).Order());
        run.Complete(new RunResult { End = history.End, Epochs = 4, Parameters = 1, Seconds = 1, ImagesPerSecond = 1 });
        Assert.Equal(["best.safetensors", "history.csv", "last.safetensors", "result.json", "run.json"], Directory.GetFiles(run.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Recorder_BehindEarlyStopping_KeepsTheWeightsThatTheTrainingEndsWith()
    {
        RunFolder run = RunFolder.Create(s_description, _folder["run"]);
        Fixture fixture = Train(run, [3, 1, 1, 1], new EarlyStopping(Metric.ValidationAccuracy) { Patience = 2, RestoreBestWeights = true });

        run.LoadWeights(fixture.Model, RunWeights.Last);
        Assert.Equal(1, fixture.Model.Parameters[0].Values[0]);
        Assert.Equal(3, run.ReadHistory().Count);
    }

    [Fact]
    public void LoadWeights_RunWithoutAny_SaysWhenTheyAreThere()
    {
        RunFolder run = RunFolder.Create(s_description, _folder["run"]);

        var error = Assert.Throws<DataException>(() => run.LoadWeights(new Fixture().Model, RunWeights.Best));

        Assert.Contains("best.safetensors: received no file; expected the weights of the run.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadHistory_LineThatIsNone_IsNamed()
    {
        RunFolder run = RunFolder.Create(s_description, _folder["run"]);
        Train(run, [1]);
        File.AppendAllText(run.HistoryPath, "2,x\n");

        Assert.Contains("received \"2,x\" in line 3", Assert.Throws<DataException>(() => run.ReadHistory()).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A process that is killed leaves what another one sees at that instant: so another thread looks without a pause while a run is written, and every
    /// file that it sees must be whole.
    /// </summary>
    [Fact]
    public async Task Recorder_SeenAtAnyInstant_HasOnlyWholeFiles()
    {
        RunFolder run = RunFolder.Create(s_description, _folder["run"]);
        Model model = new Fixture().Model;
        using var done = new CancellationTokenSource();
        int looks = 0;
        Task looking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested || looks == 0)
            {
                RunFolder seen = RunFolder.Open(run.Path);
                Assert.True(seen.ReadHistory().Count >= 0);
                foreach (string weights in new[] { seen.PathOf(RunWeights.Best), seen.PathOf(RunWeights.Last) }.Where(File.Exists))
                {
                    model.LoadWeights(weights);
                }

                seen.ReadResult();
                looks++;
            }
        });

        for (int round = 0; round < 20; round++)
        {
            Train(run, [1, 2, 3]);
            run.Complete(new RunResult { End = TrainingEnd.Completed, Epochs = 3, Parameters = 1, Seconds = round, ImagesPerSecond = 1 });
        }

        await done.CancelAsync();
        await looking;
        Assert.NotEqual(0, looks);
    }

    /// <summary>Trains with scripted accuracies; the model's first number is the epoch.</summary>
    static Fixture Train(RunFolder run, int[] validationCorrect, Callback? before = null)
    {
        Fixture fixture = new Fixture().Compiled();
        int epoch = 0;
        fixture.Executor.OnTrain = (_, count) =>
        {
            fixture.Model.Parameters[0].Values[0] = epoch + 1;
            return new BatchResult(0, 0, 0, count);
        };
        fixture.Executor.OnEvaluate = count => new BatchResult(0, validationCorrect[epoch++], 0, count);
        var options = new FitOptions { Epochs = validationCorrect.Length, BatchSize = 4, Validation = Fixture.Images(3) };
        if (before is not null)
        {
            options.Callbacks.Add(before);
        }

        options.Callbacks.Add(run.Recorder());
        fixture.Model.Fit(Fixture.Images(4), options);
        return fixture;
    }

    void Refused(string name, string text) =>
        Assert.Contains(text, Assert.Throws<DataException>(() => RunFolder.Open(_folder[name])).Message, StringComparison.Ordinal);
}
