using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Runs;
using Krill.Tests.Unit.Training;

namespace Krill.Tests.Unit.Runs;

/// <summary>
/// A training that is killed at some step and goes on from its folder ends with the bits of one that was not: on the real engine, with random layers, every
/// callback that remembers something, and a learning rate that depends on what was.
/// </summary>
public sealed class ResumedTrainingTests : IDisposable
{
    const int Epochs = 8;
    const int Batches = 4;

    static readonly ImageSet s_train = Images(50, 0), s_validation = Images(30, 50);

    readonly TempFolder _folder = new();
    readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("adam", 1, 3)]
    [InlineData("nadam", 2, 1)]
    [InlineData("groups", 5, 3)]
    [InlineData("momentum", 4, 0)]
    [InlineData("own", 3, 2)]
    [InlineData("ema", 3, 1)]
    [InlineData("lookahead", 2, 3)]
    public void Fit_KilledAndGoneOn_EndsWithTheSameFiles(string optimizer, int epoch, int step)
    {
        Train("whole", optimizer);
        Assert.Throws<KilledException>(() => Train("parts", optimizer, (epoch * Batches) + step));

        Train("parts", optimizer);

        AssertSame("whole", "parts");
    }

    // Three starts of two or three epochs: killed at the beginning of one, in one, and behind the best.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(7, 1)]
    public void Fit_RestartsKilledAndGoneOn_EndWithTheSameFiles(int epoch, int step)
    {
        Restarts("whole", int.MaxValue);
        Assert.Throws<KilledException>(() => Restarts("parts", (epoch * Batches) + step));

        Restarts("parts", int.MaxValue);

        Assert.Equal(File.ReadAllBytes(_folder["whole/last.safetensors"]), File.ReadAllBytes(_folder["parts/last.safetensors"]));
        Assert.Equal(Lines("whole", "history.csv"), Lines("parts", "history.csv"));

        History Restarts(string name, int killedAt) => Fit(
            NewModel(new Nadam(0.01f)), name, new FitOptions { Epochs = Epochs, BatchSize = 13, Seed = 7, Threads = 2, Clock = _clock },
            [new ScheduledLearningRate(new Repeated(new PiecewiseLinear([(0, 1), (1, 0)]), 3)), new RandomRestarts(3), new Killer(_clock, killedAt, null)]);
    }

    // Changes that hang on the seed, the epoch, the image, and the images beside it.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 0)]
    public void Fit_AugmentedKilledAndGoneOn_EndsWithTheSameFiles(int epoch, int step)
    {
        Augmentation[] augmentation = [new RandomTranslation(1), new AlternatingFlip(), new RandomErasing { Probability = 0.7 }, new Mixup(0.4)];
        Train("whole", "nadam", augmentation: augmentation);
        Assert.Throws<KilledException>(() => Train("parts", "nadam", (epoch * Batches) + step, augmentation: augmentation));

        Train("parts", "nadam", augmentation: augmentation);

        AssertSame("whole", "parts");
        Train("plain", "nadam");
        Assert.NotEqual(File.ReadAllBytes(_folder["plain/best.safetensors"]), File.ReadAllBytes(_folder["parts/best.safetensors"]));
    }

    [Fact]
    public void Fit_SecondTrainingKilledAndGoneOn_EndsWithTheSameFiles()
    {
        TrainTwice("whole", int.MaxValue);
        Assert.Throws<KilledException>(() => TrainTwice("parts", (2 * Batches) + 1));

        TrainTwice("parts", int.MaxValue);

        Assert.Equal(File.ReadAllBytes(_folder["whole/last.safetensors"]), File.ReadAllBytes(_folder["parts/last.safetensors"]));

        // The program begins anew; of the second training, which goes on in the middle, the order of the images must be the one that it began with.
        void TrainTwice(string name, int killedAt)
        {
            Model model = NewModel(new Nadam(0.01f));
            if (!RunFolder.Holds(_folder[name]))
            {
                model.Fit(s_train, new FitOptions { Epochs = 2, BatchSize = 13, Seed = 7, Threads = 2 });
            }

            Fit(model, name, new FitOptions { Epochs = 4, BatchSize = 13, Seed = 7, Threads = 2, Clock = _clock }, [new Killer(_clock, killedAt, null)]);
        }
    }

    [Fact]
    public void Fit_KilledAgainAndAgain_EndsWithTheSameFiles()
    {
        Train("whole", "nadam");
        for (int epoch = 1; epoch < 6; epoch++)
        {
            Assert.Throws<KilledException>(() => Train("parts", "nadam", (epoch * Batches) + 2));
        }

        Train("parts", "nadam");

        AssertSame("whole", "parts");
    }

    // As when the process dies between the two renames of an epoch: the checkpoint is of one epoch, the other files are of an earlier one.
    [Fact]
    public void Fit_OtherFilesBehindTheCheckpoint_EndsWithTheSameFiles()
    {
        Train("whole", "adam");
        Assert.Throws<KilledException>(() => Train("parts", "adam", (1 * Batches) + 1));
        byte[] best = File.ReadAllBytes(_folder["parts/best.safetensors"]), history = File.ReadAllBytes(_folder["parts/history.csv"]);
        Assert.Throws<KilledException>(() => Train("parts", "adam", (2 * Batches) + 1));
        Assert.NotEqual(best, File.ReadAllBytes(_folder["parts/best.safetensors"]));
        Files.AtomicFile.Write(_folder["parts/best.safetensors"], stream => stream.Write(best));
        Files.AtomicFile.Write(_folder["parts/history.csv"], stream => stream.Write(history));

        Train("parts", "adam");

        AssertSame("whole", "parts");
    }

    [Fact]
    public void Fit_KilledBeforeTheFirstEpochEnds_StartsAnew()
    {
        Train("whole", "adam");
        Assert.Throws<KilledException>(() => Train("parts", "adam", 2));

        Train("parts", "adam");

        AssertSame("whole", "parts");
    }

    [Fact]
    public void Fit_TrainingThatHadEnded_TrainsNothingAndEndsTheSame()
    {
        Train("run", "adam");
        byte[] last = File.ReadAllBytes(_folder["run/last.safetensors"]);
        int steps = 0;

        History history = Train("run", "adam", counted: () => steps++);

        Assert.Equal(0, steps);
        Assert.Equal(last, File.ReadAllBytes(_folder["run/last.safetensors"]));
        Assert.Equal(TrainingEnd.Stopped, history.End);
    }

    [Fact]
    public void Fit_CancelledAndGoneOn_EndsWithTheSameFiles()
    {
        Train("whole", "nadam");
        using var cancellation = new CancellationTokenSource();
        int steps = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Train("parts", "nadam", counted: () =>
        {
            if (++steps == (3 * Batches) + 1)
            {
                cancellation.Cancel();
            }
        }, cancellation: cancellation.Token));

        Train("parts", "nadam");

        AssertSame("whole", "parts");
    }

    [Fact]
    public void Fit_PausedAfterEpochsAndGoneOn_EndsWithTheSameFiles()
    {
        Train("whole", "nadam");

        Assert.Equal(2, Train("parts", "nadam", pauseAfter: 2).Count);
        Assert.Equal(3, Train("parts", "nadam", pauseAfter: 3).Count);
        Train("parts", "nadam");

        AssertSame("whole", "parts");
    }

    [Fact]
    public void Fit_OfAnotherTraining_NamesEveryDifference()
    {
        Assert.Throws<KilledException>(() => Train("run", "adam", 9));

        var error = Assert.Throws<DataException>(() => Fit(NewModel(new Adam()), "run", new FitOptions { Epochs = Epochs, BatchSize = 10, Seed = 8 }, []));

        Assert.Contains(
            "checkpoint.safetensors: received a training to go on with seed 8, batch_size 10, validation_images 0, validation_digest none, callbacks RunRecorder, "
            + "compiled_learning_rate 0.001; expected seed 7, batch_size 13, validation_images 30, validation_digest ",
            error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "callbacks EarlyStopping: monitor ValidationAccuracy, patience 4, min delta 0, restore best weights yes; ReduceLROnPlateau: monitor ValidationAccuracy, "
            + "factor 0.5, patience 1, min delta 0.0001, cooldown 1, min lr 0; ModelCheckpoint: monitor ValidationLoss, save best only yes; CsvLogger: append yes; "
            + "Killer; RunRecorder, compiled_learning_rate 0.01.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithAnotherAugmentationOrLoss_NamesBoth()
    {
        Assert.Throws<KilledException>(() => Train("run", "adam", 9, augmentation: [new RandomFlip(), new Mixup()]));
        Model model = NewModel(new Adam(0.01f));
        model.Compile(new Adam(0.01f), new CategoricalCrossentropy { LabelSmoothing = 0.1f });

        var plain = Assert.Throws<DataException>(() => Train("run", "adam"));
        var custom = Assert.Throws<DataException>(() => Train("run", "adam", augmentation: [new CustomAugmentation((in AugmentedImage _) => { }, "flip"), new Mixup()]));
        var loss = Assert.Throws<DataException>(() => Fit(model, "run", new FitOptions { Epochs = Epochs, BatchSize = 13, Seed = 7 }, []));

        Assert.Contains("received a training to go on with augmentation none; expected augmentation flip; mixup=0.2.", plain.Message, StringComparison.Ordinal);
        Assert.Contains(
            "received a training to go on with augmentation flip (CustomAugmentation); mixup=0.2; expected augmentation flip; mixup=0.2.", custom.Message, StringComparison.Ordinal);
        Assert.Contains("loss CategoricalCrossentropy: from logits no, label smoothing 0.1, ", loss.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithAnotherOptimizer_NamesBoth()
    {
        Assert.Throws<KilledException>(() => Train("run", "adam", 9));

        var error = Assert.Throws<DataException>(() => Train("run", "nadam"));

        Assert.Contains("checkpoint.safetensors: received a training to go on with optimizer_settings Nadam: beta1 0.9, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("; expected optimizer_settings Adam: beta1 0.9, ", error.Message, StringComparison.Ordinal);
    }

    // What looks alike from outside, the number of images, the types: but the training would be another.
    [Fact]
    public void Fit_WithOtherSettingsOfTheSameTypes_NamesThem()
    {
        Assert.Throws<KilledException>(() => Recorded(new Adam(0.01f), s_train, patience: 4, killedAt: 9));

        Assert.Contains(
            "to go on with optimizer_settings Adam: beta1 0.8,", Assert.Throws<DataException>(() => Recorded(new Adam(0.01f) { Beta1 = 0.8 }, s_train, 4)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "to go on with compiled_learning_rate 0.02; expected compiled_learning_rate 0.01.", Assert.Throws<DataException>(() => Recorded(new Adam(0.02f), s_train, 4)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "to go on with callbacks EarlyStopping: monitor Loss, patience 5,", Assert.Throws<DataException>(() => Recorded(new Adam(0.01f), s_train, 5)).Message, StringComparison.Ordinal);
        Assert.Contains("to go on with images_digest ", Assert.Throws<DataException>(() => Recorded(new Adam(0.01f), Images(50, 1), 4)).Message, StringComparison.Ordinal);
        Recorded(new Adam(0.01f), s_train, 4);

        void Recorded(Optimizer optimizer, ImageSet images, int patience, int killedAt = int.MaxValue) => NewModel(optimizer).Fit(images, new FitOptions
        {
            Epochs = Epochs,
            BatchSize = 13,
            Clock = _clock,
            Callbacks = { new EarlyStopping(Metric.Loss) { Patience = patience }, new Killer(_clock, killedAt, null), Folder("run").Recorder() },
        });
    }

    [Theory]
    [InlineData("\"epoch\":\"1\"", "\"epoch\":\"?\"", "received \"epoch\" \"?\"; expected a number. The file was changed or is damaged: train anew")]
    [InlineData("EarlyStopping/wait\":\"0\"", "EarlyStopping/wait\":\"x\"", "EarlyStopping/wait\" \"x\"; expected a number. The file was changed or is damaged: train anew")]
    public void Fit_CheckpointWithADamagedNumber_NamesTheFileAndTheNumber(string whole, string damaged, string text)
    {
        Assert.Throws<KilledException>(() => Train("run", "adam", Batches + 1));
        string path = _folder["run/checkpoint.safetensors"];
        string content = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.Contains(whole, content, StringComparison.Ordinal);
        Krill.Files.AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.Latin1.GetBytes(content.Replace(whole, damaged, StringComparison.Ordinal))));

        var error = Assert.Throws<DataException>(() => Train("run", "adam"));

        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_RecorderThatIsNotLast_IsRefused()
    {
        RunFolder run = Folder("run");
        var options = new FitOptions { Callbacks = { run.Recorder(), new TerminateOnNaN() } };

        var error = Assert.Throws<ArgumentException>(() => NewModel(new Adam()).Fit(s_train, options));

        Assert.Contains("received a training with TerminateOnNaN behind the recorder; expected the recorder to be the last callback", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadWeights_LastOfATrainingThatWasKilled_AreThoseOfTheCheckpoint()
    {
        var options = new FitOptions { Epochs = Epochs, BatchSize = 13, Seed = 7, Clock = _clock };
        Model expected = NewModel(new Adam()), actual = NewModel(new Adam());
        Assert.Throws<KilledException>(() => Fit(
            NewModel(new Adam()), "run", options, [new ModelCheckpoint(_folder["{epoch}"]), new Killer(_clock, (3 * Batches) + 1, null)]));
        Assert.False(File.Exists(_folder["run/last.safetensors"]));

        Folder("run").LoadWeights(actual, RunWeights.Last);

        expected.LoadWeights(_folder["03"]);
        Assert.All(expected.Parameters.Zip(actual.Parameters), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    static ImageSet Images(int count, int first) => ImageSet.FromFloats(
        [.. Enumerable.Range(first * 16, count * 16).Select(i => MathF.Sin(i * i))],
        [.. Enumerable.Range(first, count).Select(i => i * i % 3)],
        new ImageShape(4, 4, 1),
        ["a", "b", "c"]);

    static Model NewModel(Optimizer optimizer)
    {
        Symbol image = Symbol.Input(4, 4, 1);
        var model = new Model(
            image, image.Conv2D(3, 2).BatchNormalization().GaussianNoise(0.1f).Relu().Flatten().Dense(8).Relu().Dropout(0.25f).Dense(3).Softmax(), seed: 5);
        model.Compile(optimizer, Loss.CategoricalCrossentropy);
        return model;
    }

    static Optimizer OptimizerOf(string name) => name switch
    {
        "adam" => new Adam(0.01f),
        "nadam" => new Nadam(0.01f),
        "ema" => new ExponentialMovingAverage(new Nadam(0.01f), 0.9) { IncludesStatistics = true },
        "lookahead" => new Lookahead(new Adam(0.01f)) { SyncPeriod = 3 },
        "momentum" => new SGD(0.05f) { Momentum = 0.9, Nesterov = true, Decay = 0.01 },
        "own" => new Cooling(0.05f),
        _ => new GroupedOptimizer(new Adam(0.01f), [new ParameterGroup("cooling", parameter => parameter.Shape.Rank == 1, new Cooling(0.02f))]),
    };

    History Train(string name, string optimizer, int killedAt = int.MaxValue, Action? counted = null, int? pauseAfter = null, IReadOnlyList<Augmentation>? augmentation = null,
        CancellationToken cancellation = default)
    {
        var options = new FitOptions
        {
            Epochs = Epochs,
            BatchSize = 13,
            Seed = 7,
            Threads = 2,
            Validation = s_validation,
            Clock = _clock,
            PauseAfter = pauseAfter,
            Augmentation = augmentation ?? [],
            CancellationToken = cancellation,
        };
        return Fit(NewModel(OptimizerOf(optimizer)), name, options,
        [
            new EarlyStopping(Metric.ValidationAccuracy) { Patience = 4, RestoreBestWeights = true },
            new ReduceLROnPlateau(Metric.ValidationAccuracy) { Factor = 0.5, Patience = 1, Cooldown = 1 },
            new ModelCheckpoint(_folder[$"{name}/checkpoint"], Metric.ValidationLoss) { SaveBestOnly = true },
            new CsvLogger(_folder[$"{name}/log.csv"]) { Append = true },
            new Killer(_clock, killedAt, counted),
        ]);
    }

    History Fit(Model model, string name, FitOptions options, IEnumerable<Callback> callbacks)
    {
        foreach (Callback callback in callbacks.Append(Folder(name).Recorder()))
        {
            options.Callbacks.Add(callback);
        }

        return model.Fit(s_train, options);
    }

    RunFolder Folder(string name) => RunFolder.Holds(_folder[name])
        ? RunFolder.Open(_folder[name])
        : RunFolder.Create(new RunDescription { Recipe = "own", Dataset = "sines", Seed = 7, Epochs = Epochs, BatchSize = 13, Threads = 2 }, _folder[name]);

    /// <summary>Weights by their bytes, tables but for the times.</summary>
    void AssertSame(string expected, string actual)
    {
        Assert.NotEmpty(Lines(expected, "history.csv").Skip(2));
        foreach (string name in new[] { "best.safetensors", "last.safetensors", "checkpoint" })
        {
            Assert.Equal(File.ReadAllBytes(_folder[$"{expected}/{name}"]), File.ReadAllBytes(_folder[$"{actual}/{name}"]));
        }

        foreach (string name in new[] { "history.csv", "log.csv" })
        {
            Assert.Equal(Lines(expected, name), Lines(actual, name));
        }
    }

    string[] Lines(string run, string name) => [.. File.ReadLines(_folder[$"{run}/{name}"]).Select(line => string.Join(',', line.Split(',').Take(7)))];

    /// <summary>Ends the training as nothing else does: no other callback hears of it. Until then epochs take half a minute, so that each is recorded.</summary>
    sealed class Killer(FakeClock clock, int step, Action? counted) : Callback
    {
        public override void OnEpochBegin(int epoch, TrainingContext context) => clock.Advance(30);

        public override void OnBatchEnd(in BatchLogs logs, TrainingContext context)
        {
            counted?.Invoke();
            if (logs.Step == step + 1)
            {
                throw new KilledException();
            }
        }
    }

    sealed class KilledException : Exception;

    /// <summary>An optimizer with a memory that is neither a slot nor the number of steps.</summary>
    sealed class Cooling(float learningRate) : Optimizer(learningRate)
    {
        double _heat = 1;

        protected internal override int Slots => 0;

        protected internal override void BeginStep() => _heat = (_heat * 0.97) + 1e-3;

        protected internal override void SaveState(SavedState state) => state["heat"] = _heat;

        protected internal override void LoadState(SavedState state) => _heat = state["heat"];

        protected internal override void Update(in ParameterUpdate update)
        {
            for (int i = 0; i < update.Weights.Length; i++)
            {
                update.Weights[i] -= (float)(LearningRate * _heat * update.Gradient[i]);
            }
        }
    }
}
