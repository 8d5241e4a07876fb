using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Training;

namespace Errors;

/// <summary>Trainings that cannot be: where, what was received, what was expected, and the cure.</summary>
public sealed class TrainingErrorTests
{
    static readonly ImageShape s_shape = new(2, 2, 1);
    static readonly ImageSet s_images = Images(10, classes: 2, s_shape);

    public static TheoryData<Func<FitOptions>, string> InvalidOptions => new()
    {
        { () => new FitOptions { Epochs = 0 }, "FitOptions.Epochs: received 0; expected 1 or more." },
        { () => new FitOptions { BatchSize = 0 }, "FitOptions.BatchSize: received 0; expected 1 or more." },
        { () => new FitOptions { Threads = 0 }, "FitOptions.Threads: received 0; expected 1 or more." },
        { () => new FitOptions { InitialEpoch = -1 }, "FitOptions.InitialEpoch: received -1; expected 0 or more." },
        { () => new FitOptions { Callbacks = { new EarlyStopping { Patience = -1 } } }, "EarlyStopping.Patience: received -1; expected 0 or more." },
        { () => new FitOptions { Callbacks = { new ReduceLROnPlateau { Factor = 1 } } }, "ReduceLROnPlateau.Factor: received 1; expected 0 or more, and less than 1." },
        {
            () => new FitOptions { Callbacks = { new EarlyStopping((Metric)9) } },
            "EarlyStopping: received the metric 9; expected one of Loss, Accuracy, ValidationLoss, ValidationAccuracy."
        },
    };

    public static TheoryData<Callback, string> Monitors => new()
    {
        {
            new EarlyStopping(Metric.ValidationAccuracy),
            "EarlyStopping: received the metric ValidationAccuracy to monitor in a training without validation images; expected validation images. "
                + "Give FitOptions.Validation, or monitor Accuracy."
        },
        {
            new ReduceLROnPlateau(),
            "ReduceLROnPlateau: received the metric ValidationLoss to monitor in a training without validation images; expected validation images. "
                + "Give FitOptions.Validation, or monitor Loss."
        },
        {
            new ModelCheckpoint("never-written.safetensors") { SaveBestOnly = true },
            "ModelCheckpoint: received the metric ValidationLoss to monitor in a training without validation images; expected validation images. "
                + "Give FitOptions.Validation, or monitor Loss."
        },
    };

    [Theory]
    [MemberData(nameof(InvalidOptions))]
    public void Option_ThatCannotBe_IsRefusedWhereItIsGiven(Func<FitOptions> make, string message) =>
        Assert.Equal(message, FirstLine(Assert.Throws<ArgumentOutOfRangeException>(make)));

    [Theory]
    [MemberData(nameof(Monitors))]
    public void Fit_MonitoringWithoutValidation_SaysWhatToGive(Callback callback, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Compiled(2).Fit(s_images, new FitOptions { BatchSize = 5, Callbacks = { callback } })).Message);

    [Fact]
    public void Fit_WholeBatchesLargerThanTheSet_SaysBothNumbers() => Assert.Equal(
        "Model.Fit: received whole batches of 32 and 10 training images; expected a batch size of 1 to 10. "
            + "Leave FitOptions.DropRemainder out, or give a smaller FitOptions.BatchSize or more images.",
        FirstLine(Assert.Throws<ArgumentException>(() => Compiled(2).Fit(s_images, new FitOptions { DropRemainder = true }))));

    [Fact]
    public void Fit_OtherNumberOfClasses_SaysHowToEndTheModel() => Assert.Equal(
        "Model.Fit, training images: received 2 classes; expected (3), the output of the model. End the model in one number a class: (2).",
        FirstLine(Assert.Throws<ArgumentException>(() => Compiled(3).Fit(s_images, new FitOptions { BatchSize = 5 }))));

    [Fact]
    public void FitAndEvaluate_ImagesWithoutLabels_SayWhatToGive()
    {
        ImageSet unlabelled = ImageSet.FromBytes(new byte[12], new ImageShape(2, 2, 1));
        const string Rest = "received 3 images without labels; expected the class of each. Give labels: ImageSet.FromBytes(pixels, labels, shape). Images without labels are for Predict.";

        Assert.Equal($"Model.Fit, training images: {Rest}", FirstLine(Assert.Throws<ArgumentException>(() => Compiled(2).Fit(unlabelled))));
        Assert.Equal($"Model.Fit, validation images: {Rest}", FirstLine(Assert.Throws<ArgumentException>(() => Compiled(2).Fit(s_images, new FitOptions { Validation = unlabelled }))));
        Assert.Equal($"Model.Evaluate: {Rest}", FirstLine(Assert.Throws<ArgumentException>(() => Compiled(2).Evaluate(unlabelled))));
    }

    [Fact]
    public void Fit_ValidationOfAnotherSize_SaysWhichImages() => Assert.Equal(
        "Model.Fit, validation images: received images of 3×2×1; expected (2, 2, 1), the input of the model. "
            + "Give images of that size, or declare the model with Symbol.Input(3, 2, 1).",
        FirstLine(Assert.Throws<ArgumentException>(() => Compiled(2).Fit(s_images, new FitOptions { BatchSize = 5, Validation = Images(5, 2, new ImageShape(3, 2, 1)) }))));

    [Fact]
    public void Predict_ImagesOfAnotherSize_SaysBothSizes() => Assert.Equal(
        "Model.Predict: received images of 4×4×3; expected (2, 2, 1), the input of the model. "
            + "Give images of that size, or declare the model with Symbol.Input(4, 4, 3).",
        FirstLine(Assert.Throws<ArgumentException>(() => Network(2).Predict(Images(1, 2, new ImageShape(4, 4, 3))))));

    [Fact]
    public void Fit_NotCompiled_SaysWhatToCall() => Assert.EndsWith(
        "expected both. Call model.Compile(new Adam(), Loss.CategoricalCrossentropy) first.",
        Assert.Throws<InvalidOperationException>(() => Network(2).Fit(s_images)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fit_LossThatIsNoNumber_WarnsOnceWithTheCure()
    {
        List<MessageRaised> messages = TrainOnNaN();

        MessageRaised warning = Assert.Single(messages);
        Assert.True(warning.IsWarning);
        Assert.Equal("Fit", warning.Source);
        Assert.Equal(
            "the loss became NaN in batch 1 of epoch 1; expected a finite number. The network learns nothing from here on: give a smaller learning rate, "
                + "check the images for values that are not numbers, or add TerminateOnNaN to stop at once.",
            warning.Text);
    }

    [Fact]
    public void Fit_LossThatIsNoNumberWithTerminateOnNaN_StopsInTheBatch()
    {
        List<MessageRaised> messages = TrainOnNaN(new TerminateOnNaN());

        Assert.Equal(["Fit", "TerminateOnNaN"], messages.Select(message => message.Source));
        Assert.Equal("the loss is NaN in batch 1 of epoch 1: stopping.", messages[^1].Text);
    }

    static List<MessageRaised> TrainOnNaN(params Callback[] callbacks)
    {
        var messages = new List<MessageRaised>();
        var options = new FitOptions
        {
            BatchSize = 2,
            OnEvent = what =>
            {
                if (what is MessageRaised message)
                {
                    messages.Add(message);
                }
            },
        };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        History history = Compiled(2).Fit(ImageSet.FromFloats([.. Enumerable.Repeat(float.NaN, 16)], [0, 1, 0, 1], s_shape), options);

        Assert.Equal(callbacks.Length > 0 ? TrainingEnd.Stopped : TrainingEnd.Completed, history.End);
        Assert.Equal(double.NaN, history[0].Loss);
        return messages;
    }

    static Model Compiled(int classes)
    {
        Model model = Network(classes);
        model.Compile(new Adam(), Loss.CategoricalCrossentropy);
        return model;
    }

    static Model Network(int classes)
    {
        Symbol image = Symbol.Input(2, 2, 1);
        return new Model(image, image.Flatten().Dense(classes).Softmax());
    }

    static ImageSet Images(int count, int classes, ImageShape shape) =>
        ImageSet.FromBytes(new byte[count * shape.Length], [.. Enumerable.Range(0, count).Select(number => number % classes)], shape, [.. Enumerable.Range(0, classes).Select(name => $"{name}")]);

    static string FirstLine(ArgumentException exception) => exception.Message.Split(" (Parameter ")[0];
}
