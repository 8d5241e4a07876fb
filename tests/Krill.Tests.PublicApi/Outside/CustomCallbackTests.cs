using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Samples;

namespace Outside;

public sealed class CustomCallbackTests
{
    // The second class is never right and its weight is far above, so that its gradient is positive in each step.
    static readonly ImageSet s_images = Steps.Pixels((1, 0), (1, 0), (1, 0), (1, 0));

    [Fact]
    public void Fit_WithGentleStart_TakesStepsThatGrow()
    {
        (Model model, Parameter weights) = Steps.TwoWeights(0, 64);

        History history = Steps.Train(model, new SignSgd(1) { Beta = 0 }, s_images, epochs: 2, new GentleStart(4));

        Assert.Equal(64 - (0.25f + 0.5f + 0.75f + 1) - 4, weights.Values[1]);
        Assert.Equal([1, 1], history.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Fit_WithASchedule_TakesTheRateOfTheEpoch()
    {
        (Model model, Parameter weights) = Steps.TwoWeights(0, 64);

        History history = Steps.Train(
            model, new SignSgd(8) { Beta = 0 }, s_images, epochs: 3, new LearningRateScheduler((epochsDone, rate) => epochsDone == 0 ? rate : rate / 4));

        Assert.Equal(64 - (4 * (8 + 2 + 0.5f)), weights.Values[1]);
        Assert.Equal([8, 2, 0.5f], history.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Fit_WithACallback_CallsItInOrderAndStopsWhereItSays()
    {
        (Model model, _) = Steps.TwoWeights(0, 64);
        var recorder = new Recorder { StopAfter = 6 };

        History history = Steps.Train(model, new SignSgd(1), s_images, epochs: 5, recorder);

        Assert.Equal(
            [
                "train", "epoch 1", "step 0", "step 1", "step 2", "step 3", "epoch 1 done: 4 images",
                "epoch 2", "step 4", "step 5", "epoch 2 done: 2 images", "Stopped",
            ],
            recorder.Calls);
        Assert.Equal(TrainingEnd.Stopped, history.End);
        Assert.Equal(2, history.Count);
    }

    [Fact]
    public void Fit_WithACallbackThatThrows_ThrowsIt()
    {
        (Model model, _) = Steps.TwoWeights(0, 1);

        var exception = Assert.Throws<NotSupportedException>(() => Steps.Train(model, new SignSgd(1), s_images, new Refusing()));

        Assert.Equal("the callback's own", exception.Message);
    }

    sealed class Recorder : Callback
    {
        public required int StopAfter { get; init; }

        public List<string> Calls { get; } = [];

        public override void OnTrainBegin(TrainingContext context) => Calls.Add("train");

        public override void OnEpochBegin(int epoch, TrainingContext context) => Calls.Add($"epoch {epoch}");

        public override void OnBatchBegin(long step, TrainingContext context) => Calls.Add($"step {step}");

        public override void OnBatchEnd(in BatchLogs logs, TrainingContext context)
        {
            if (logs.Step == StopAfter)
            {
                context.Stop("enough.");
            }
        }

        public override void OnEpochEnd(in EpochLogs logs, TrainingContext context) => Calls.Add($"epoch {logs.Epoch} done: {logs.Images} images");

        public override void OnTrainEnd(TrainingContext context) => Calls.Add($"{context.History.End}");
    }

    sealed class Refusing : Callback
    {
        public override void OnEpochEnd(in EpochLogs logs, TrainingContext context) => throw new NotSupportedException("the callback's own");
    }
}
