using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Training;

public class FitErrorTests
{
    readonly Fixture _fixture = new Fixture().Compiled();

    [Fact]
    public void Fit_NotCompiled_SaysWhatToCall()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Fixture().Model.Fit(Fixture.Images(32)));
        Assert.Equal(
            "Model.Fit: the model has no optimizer and no loss; expected both. Call model.Compile(new Adam(), Loss.CategoricalCrossentropy) first.",
            error.Message);
    }

    [Fact]
    public void Fit_OptimizerOfAnotherModel_SaysWhatToDo()
    {
        var optimizer = new SGD();
        Fixture first = new Fixture().Compiled(optimizer);
        first.Model.Fit(Fixture.Images(5));
        Fixture second = new Fixture().Compiled(optimizer);

        var error = Assert.Throws<InvalidOperationException>(() => first.Model.Fit(Fixture.Images(5)));

        Assert.Equal(
            "Model.Fit: received the optimizer SGD, with which another model was compiled since; expected one that trains this model alone, as it counts the steps. "
            + "Give each model an optimizer of its own, or Compile this one again, which starts its optimizer anew.",
            error.Message);
        second.Model.Fit(Fixture.Images(5));
        first.Compiled(optimizer).Model.Fit(Fixture.Images(5));
        Assert.Equal((2, 1), (first.Executor.Trained.Count / 5, second.Executor.Trained.Count / 5));
    }

    [Fact]
    public void Fit_WholeBatchesLargerThanTheSet_NamesBoth() => Refused(
        Fixture.Images(5),
        new FitOptions { BatchSize = 6, DropRemainder = true },
        "Model.Fit: received whole batches of 6 and 5 training images; expected a batch size of 1 to 5. "
        + "Leave FitOptions.DropRemainder out, or give a smaller FitOptions.BatchSize or more images.");

    [Fact]
    public void Fit_ImagesOfAnotherShape_NamesBoth() => Refused(
        ImageSet.FromBytes(new byte[3 * 2 * 3 * 10], new int[10], new ImageShape(3, 2, 3), ["a", "b", "c"]),
        new FitOptions { BatchSize = 5 },
        "Model.Fit, training images: received images of 3×2×3; expected (2, 2, 1), the input of the model.");

    [Fact]
    public void Fit_AnotherNumberOfClasses_NamesBoth() => Refused(
        Fixture.Images(10),
        new FitOptions { BatchSize = 5, Validation = ImageSet.FromBytes(new byte[40], new int[10], new ImageShape(2, 2, 1), ["a", "b"]) },
        "Model.Fit, validation images: received 2 classes; expected (3), the output of the model.");

    [Fact]
    public void Fit_NothingLeftToDo_SaysThatEpochsCountFromTheStart() => Refused(
        Fixture.Images(10),
        new FitOptions { BatchSize = 5, Epochs = 3, InitialEpoch = 3 },
        "Model.Fit: received 3 epochs done of 3; expected fewer.");

    [Theory]
    [InlineData(Metric.ValidationLoss, "Loss")]
    [InlineData(Metric.ValidationAccuracy, "Accuracy")]
    public void Fit_MonitoredValidationThatIsNotThere_SaysSoBeforeTheFirstStep(Metric metric, string instead)
    {
        Callback[] callbacks =
        [
            new EarlyStopping(metric), new ReduceLROnPlateau(metric), new ModelCheckpoint("never-written", metric) { SaveBestOnly = true },
            new RandomRestarts(2, metric),
        ];
        foreach (Callback callback in callbacks)
        {
            Refused(
                Fixture.Images(10),
                new FitOptions { BatchSize = 5, Callbacks = { callback } },
                $"{callback.GetType().Name}: received the metric {metric} to monitor in a training without validation images; expected validation images. "
                + $"Give FitOptions.Validation, or monitor {instead}.");
        }

        Assert.Equal(0, _fixture.Executor.Steps);
    }

    [Fact]
    public void Fit_AugmentationThatDoesNotFitTheImages_SaysSoBeforeTheFirstStep()
    {
        Refused(
            Fixture.Images(10),
            new FitOptions { BatchSize = 5, Augmentation = [new RandomTranslation(2)] },
            "RandomTranslation: received a shift of up to 2 pixels and images of 2×2×1; expected fewer pixels than their sides have.");

        Assert.Equal(0, _fixture.Executor.Steps);
    }

    [Fact]
    public void Fit_OneCallbackOfManyThatNeedsValidation_SaysSoBeforeAnyIsCalled()
    {
        bool isCalled = false;
        var first = new LambdaCallback { TrainBegin = _ => isCalled = true };

        Refused(Fixture.Images(10), new FitOptions { BatchSize = 5, Callbacks = { first, new EarlyStopping() } }, "EarlyStopping: received the metric ValidationLoss");

        Assert.False(isCalled);
    }

    // Ten normalizations wait for the whole batch: 16,384 floats each of every image stay in memory.
    [Fact]
    public void Fit_BatchThatNeedsMoreThanOneArray_SaysHowMuch()
    {
        const int Count = 30_000;
        Symbol image = Symbol.Input(8, 8, 1), wide = image;
        for (int i = 0; i < 10; i++)
        {
            wide = wide.Conv2D(256, 1).BatchNormalization().Relu();
        }

        var model = new Model(image, wide.Flatten().Dense(2).Softmax());
        model.Compile(new SGD(), Loss.CategoricalCrossentropy);
        var images = ImageSet.FromBytes(new byte[Count * 64], [.. Enumerable.Range(0, Count).Select(i => i % 2)], new ImageShape(8, 8, 1), ["a", "b"]);

        var error = Assert.ThrowsAny<ArgumentException>(() => model.Fit(images, new FitOptions { BatchSize = Count, Threads = 1 }));

        Assert.Matches(
            @"^batch size: received 30000, for which a step needs \d+\.\d GB of memory in one piece; expected at most 8\.6 GB\. "
            + @"Give a smaller batch size \(--batch-size, FitOptions\.BatchSize\)\.$",
            error.Message);
    }

    [Fact]
    public void Options_OutOfRange_NameTheOption()
    {
        Refused(() => new FitOptions { Epochs = 0 }, "FitOptions.Epochs: received 0; expected 1 or more.");
        Refused(() => new FitOptions { BatchSize = -1 }, "FitOptions.BatchSize: received -1; expected 1 or more.");
        Refused(() => new FitOptions { Threads = 0 }, "FitOptions.Threads: received 0; expected 1 or more.");
        Refused(() => new FitOptions { InitialEpoch = -1 }, "FitOptions.InitialEpoch: received -1; expected 0 or more.");
    }

    static void Refused(Func<FitOptions> make, string text) =>
        Assert.Contains(text, Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);

    void Refused(ImageSet images, FitOptions options, string text) =>
        Assert.Contains(text, Assert.Throws<ArgumentException>(() => _fixture.Model.Fit(images, options)).Message, StringComparison.Ordinal);
}
