using Krill.Callbacks;
using Krill.Planning;
using Krill.Training;

namespace Krill.Tests.Unit.Training;

public class FitTests
{
    readonly Fixture _fixture = new Fixture().Compiled();

    FakeExecutor Executor => _fixture.Executor;

    [Fact]
    public void Fit_BatchesOfTwoSizes_AveragesOverImagesWithThePenaltyOfEachBatch()
    {
        BatchResult[] results = [new(4, 2, 0.5, 2), new(2, 0, 0.25, 2), new(3, 1, 0.125, 1)];
        Executor.OnTrain = (step, count) => results[step - 1] with { Count = count };

        History history = _fixture.Model.Fit(Fixture.Images(5), new FitOptions { BatchSize = 2 });

        // (4 + 2·0.5 + 2 + 2·0.25 + 3 + 1·0.125) / 5 and (2 + 0 + 1) / 5
        Assert.Equal(10.625 / 5, history[0].Loss, 12);
        Assert.Equal(3.0 / 5, history[0].Accuracy, 12);
        Assert.Equal(5, history[0].Images);
        Assert.Null(history[0].ValidationLoss);
        Assert.Null(history[0][Metric.ValidationAccuracy]);
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.True(Executor.IsDisposed);
    }

    [Fact]
    public void Fit_ValidationSmallerThanABatch_IsEvaluatedInOrderAfterEachEpoch()
    {
        Executor.OnEvaluate = count => new BatchResult(6, 2, 0.5, count);

        History history = _fixture.Model.Fit(
            Fixture.Images(8), new FitOptions { Epochs = 2, BatchSize = 4, Validation = Fixture.Images(3, first: 100) });

        Assert.Equal([100, 101, 102, 100, 101, 102], Executor.Evaluated);
        Assert.Equal((6 + (3 * 0.5)) / 3, history[1].ValidationLoss!.Value, 12);
        Assert.Equal(2.0 / 3, history[1].ValidationAccuracy!.Value, 12);
    }

    [Fact]
    public void Fit_Shuffled_GivesEveryImageWithItsClassOnceAnEpochInAnotherOrder()
    {
        _fixture.Model.Fit(Fixture.Images(50), new FitOptions { Epochs = 2, BatchSize = 8, Seed = 3, Threads = 5 });

        float[] first = [.. Executor.Trained.Take(50)], second = [.. Executor.Trained.Skip(50)];
        Assert.NotEqual(first, second);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (float)i), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(Executor.Trained.Select(i => (int)i % Fixture.Classes), Executor.Classes);
        Assert.Equal((5, 3ul), (_fixture.Threads, _fixture.Seed));
    }

    [Fact]
    public void Fit_NotShuffled_KeepsTheOrder()
    {
        _fixture.Model.Fit(Fixture.Images(5), new FitOptions { Epochs = 2, BatchSize = 2, Shuffle = false });

        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], Executor.Trained);
    }

    [Fact]
    public void Fit_FromAnInitialEpoch_GoesOnAsATrainingFromTheStart()
    {
        var images = Fixture.Images(20);
        _fixture.Model.Fit(images, new FitOptions { Epochs = 3, BatchSize = 6 });
        float[] third = [.. Executor.Trained.TakeLast(20)];
        Executor.Trained.Clear();

        History history = _fixture.Model.Fit(images, new FitOptions { Epochs = 3, InitialEpoch = 2, BatchSize = 6 });

        Assert.Equal(third, Executor.Trained);
        Assert.Equal(12, Executor.Steps); // two epochs of four steps before, four now
        Assert.Equal(3, Assert.Single(history).Epoch);
    }

    [Fact]
    public void Fit_Durations_CountTrainingAndValidationApart()
    {
        var clock = new FakeClock();
        Executor.OnTrain = (_, count) =>
        {
            clock.Advance(0.25);
            return new BatchResult(0, 0, 0, count);
        };
        Executor.OnEvaluate = count =>
        {
            clock.Advance(3);
            return new BatchResult(0, 0, 0, count);
        };

        History history = _fixture.Model.Fit(
            Fixture.Images(10), new FitOptions { Epochs = 2, BatchSize = 5, Validation = Fixture.Images(5), Clock = clock });

        Assert.Equal((0.5, 3.0, 20.0), (history[0].TrainingSeconds, history[0].ValidationSeconds, history[0].ImagesPerSecond));
        Assert.Equal((1.0, 6.0, 20.0), (history.TrainingSeconds, history.ValidationSeconds, history.ImagesPerSecond));
    }

    [Fact]
    public void Fit_Listener_HearsEventsInOrderAndAtMostTenBatchesASecond()
    {
        var clock = new FakeClock();
        var events = new List<TrainingEvent>();
        Executor.OnTrain = (step, count) =>
        {
            clock.Advance(0.03);
            return new BatchResult(2 * count, count, 0, count);
        };

        _fixture.Model.Fit(
            Fixture.Images(20), new FitOptions { BatchSize = 1, Seed = 9, Threads = 1, OnEvent = events.Add, Clock = clock });

        TrainingStarted started = Assert.IsType<TrainingStarted>(events[0]);
        Assert.Equal((1, 0, 20, 1, 20, 0, 1, 9ul), (started.Epochs, started.InitialEpoch, started.Batches, started.BatchSize, started.Images, started.ValidationImages, started.Threads, started.Seed));
        Assert.Equal(new EpochStarted(1), events[1]);
        // A step takes 30 ms, so every fourth is the first that is 100 ms after the last that was told.
        BatchEnded[] batches = [.. events.OfType<BatchEnded>()];
        Assert.Equal([4, 8, 12, 16, 20], batches.Select(batch => batch.Batch));
        Assert.Equal((1, 20, 2.0, 1.0), (batches[0].Epoch, batches[0].Batches, batches[0].Loss, batches[0].Accuracy));
        Assert.Equal(1 / 0.03, batches[0].ImagesPerSecond, 6);
        Assert.Equal(2.0, Assert.IsType<EpochEnded>(events[^2]).Logs.Loss);
        Assert.Equal(TrainingEnd.Completed, Assert.IsType<TrainingEnded>(events[^1]).History.End);
        Assert.Equal(2 + 5 + 2, events.Count);
    }

    [Fact]
    public void Fit_Output_TakesALineAnEpochAndWhatIsSaidBeforeTheListenerHearsOfIt()
    {
        var clock = new FakeClock();
        var output = new StringWriter { NewLine = "\n" };
        int lines = 0;
        Executor.OnTrain = (step, count) =>
        {
            clock.Advance(0.25);
            return new BatchResult(step < 9 ? 0.25 * count : double.NaN, count, 0, count);
        };
        Executor.OnEvaluate = count => new BatchResult(0.0625 * count, count / 2.0, 0, count);
        var options = new FitOptions
        {
            Epochs = 10,
            InitialEpoch = 7,
            BatchSize = 500,
            Validation = Fixture.Images(4),
            Output = output,
            OnEvent = raised => lines = raised is EpochEnded ? output.ToString().Count(letter => letter == '\n') : lines,
            Callbacks = { new StopAfter(epochs: 9) },
            Clock = clock,
        };

        _fixture.Model.Fit(Fixture.Images(500), options);

        string[] printed = output.ToString().Split('\n');
        Assert.Equal("epoch  8/10  loss 0.2500  accuracy 1.0000  validation loss 0.0625  validation accuracy 0.5000  0.2 s  2,000 images/s", printed[0]);
        Assert.StartsWith("warning: Fit: the loss became NaN in batch 1 of epoch 9; expected a finite number.", printed[1], StringComparison.Ordinal);
        Assert.Equal("StopAfter: enough epochs.", printed[2]);
        Assert.StartsWith("epoch  9/10  loss NaN  accuracy 1.0000  ", printed[3], StringComparison.Ordinal);
        Assert.Equal(("", 5, 4), (printed[^1], printed.Length, lines));
    }

    [Fact]
    public void Fit_Callbacks_AreCalledInOrderAndNamedInMessages()
    {
        var calls = new List<string>();
        var messages = new List<MessageRaised>();
        var options = new FitOptions
        {
            BatchSize = 4,
            OnEvent = raised => { if (raised is MessageRaised message) { messages.Add(message); } },
            Callbacks = { new Spy("a", calls), new Spy("b", calls) },
        };

        _fixture.Model.Fit(Fixture.Images(5), options);

        Assert.Equal(
            ["a begin", "b begin", "a epoch 1", "b epoch 1", "a before 0", "b before 0", "a batch 1 of 4", "b batch 1 of 4",
                "a before 1", "b before 1", "a batch 2 of 1", "b batch 2 of 1", "a ended 1", "b ended 1", "a end", "b end"],
            calls);
        Assert.Equal([new MessageRaised("Spy", "a says so.", false), new MessageRaised("Spy", "b says so.", false)], messages);
    }

    [Fact]
    public void Fit_StoppedAtTheEndOfAnEpoch_Ends()
    {
        var options = new FitOptions { Epochs = 9, BatchSize = 5, Callbacks = { new StopAfter(epochs: 2) } };

        History history = _fixture.Model.Fit(Fixture.Images(10), options);

        Assert.Equal(2, history.Count);
        Assert.Equal(TrainingEnd.Stopped, history.End);
        Assert.Equal(4, Executor.Steps);
    }

    [Fact]
    public void Fit_StoppedWithinAnEpoch_RecordsTheStepsTaken()
    {
        var options = new FitOptions { Epochs = 9, BatchSize = 2, Callbacks = { new StopAfter(steps: 3) } };

        History history = _fixture.Model.Fit(Fixture.Images(10), options);

        Assert.Equal(6, Assert.Single(history).Images);
        Assert.Equal(3, Executor.Steps);
    }

    [Fact]
    public void Fit_Cancelled_StopsAfterTheStepTellsSoAndThrows()
    {
        using var source = new CancellationTokenSource();
        var events = new List<TrainingEvent>();
        var calls = new List<string>();
        Executor.OnTrain = (step, count) =>
        {
            if (step == 5)
            {
                source.Cancel();
            }

            return new BatchResult(0, 0, 0, count);
        };
        var options = new FitOptions
        {
            Epochs = 9, BatchSize = 2, CancellationToken = source.Token, OnEvent = events.Add, Callbacks = { new Spy("a", calls) },
        };

        Assert.Throws<OperationCanceledException>(() => _fixture.Model.Fit(Fixture.Images(8), options));

        Assert.Equal(5, Executor.Steps);
        History history = Assert.IsType<TrainingEnded>(events[^1]).History;
        Assert.Equal((1, TrainingEnd.Cancelled), (history.Count, history.End));
        Assert.Equal("a end", calls[^1]);
        Assert.True(Executor.IsDisposed);
    }

    [Fact]
    public void Fit_FewerImagesThanABatch_TakesThemAsOne()
    {
        List<int> counts = [];
        TrainingStarted? started = null;
        int ofContext = 0;
        Executor.OnTrain = (_, count) =>
        {
            counts.Add(count);
            return new BatchResult(1, 1, 0, count);
        };

        _fixture.Model.Fit(Fixture.Images(5), new FitOptions
        {
            Epochs = 2,
            BatchSize = 100,
            OnEvent = raised => started ??= raised as TrainingStarted,
            Callbacks = { new LambdaCallback { TrainBegin = context => ofContext = context.BatchSize } },
        });

        Assert.Equal([5, 5], counts);
        Assert.Equal((5, 1, 5), (started!.BatchSize, started.Batches, ofContext));
    }

    [Fact]
    public void Fit_LossThatIsNoNumber_WarnsOnceAndGoesOn()
    {
        var messages = new List<MessageRaised>();
        Executor.OnTrain = (step, count) => new BatchResult(step < 3 ? 1 : double.NaN, 0, 0, count);
        var options = new FitOptions { Epochs = 2, BatchSize = 2, OnEvent = raised => { if (raised is MessageRaised message) { messages.Add(message); } } };

        History history = _fixture.Model.Fit(Fixture.Images(8), options);

        MessageRaised warning = Assert.Single(messages);
        Assert.True(warning.IsWarning);
        Assert.Equal("Fit", warning.Source);
        Assert.StartsWith("the loss became NaN in batch 3 of epoch 1; expected a finite number.", warning.Text, StringComparison.Ordinal);
        Assert.Equal(2, history.Count);
        Assert.Null(history.Best(Metric.Loss));
    }

    [Fact]
    public void Fit_WarmEpoch_AllocatesNoMoreForManySteps()
    {
        Executor.IsNoting = false;
        Executor.OnTrain = static (_, count) => new BatchResult(1, 1, 0, count);
        var meter = new AllocationMeter();
        var options = new FitOptions { Epochs = 4, BatchSize = 2, OnEvent = _ => { }, Clock = new FakeClock(), Callbacks = { meter } };

        _fixture.Model.Fit(Fixture.Images(2000), options);

        // A thousand steps: what remains is the event of the epoch's start.
        Assert.InRange(meter.LastEpoch, 0, 1000);
    }

    sealed class Spy(string name, List<string> calls) : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => calls.Add($"{name} begin");

        public override void OnEpochBegin(int epoch, TrainingContext context) => calls.Add($"{name} epoch {epoch}");

        public override void OnBatchBegin(long step, TrainingContext context) => calls.Add($"{name} before {step}");

        public override void OnBatchEnd(in BatchLogs logs, TrainingContext context) => calls.Add($"{name} batch {logs.Batch} of {logs.Images}");

        public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
        {
            calls.Add($"{name} ended {logs.Epoch}");
            context.Report($"{name} says so.");
        }

        public override void OnTrainEnd(TrainingContext context) => calls.Add($"{name} end");
    }

    sealed class StopAfter(int epochs = int.MaxValue, long steps = long.MaxValue) : Callback
    {
        public override void OnBatchEnd(in BatchLogs logs, TrainingContext context)
        {
            if (logs.Step == steps)
            {
                context.Stop("enough steps.");
            }
        }

        public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
        {
            if (logs.Epoch == epochs)
            {
                context.Stop("enough epochs.");
            }
        }
    }

    sealed class AllocationMeter : Callback
    {
        long _start;

        public long LastEpoch { get; private set; }

        public override void OnEpochBegin(int epoch, TrainingContext context) => _start = GC.GetAllocatedBytesForCurrentThread();

        public override void OnEpochEnd(in EpochLogs logs, TrainingContext context) => LastEpoch = GC.GetAllocatedBytesForCurrentThread() - _start;
    }
}
