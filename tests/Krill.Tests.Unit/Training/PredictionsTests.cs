using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Reports;

namespace Krill.Tests.Unit.Training;

public sealed class PredictionsTests
{
    // The last image has an output that is no number, the one before it two that are equal.
    static readonly Predictions s_some = new([0.7f, 0.3f, 0.2f, 0.8f, 0.5f, 0.5f, float.NaN, 0.1f], classes: 2);

    [Fact]
    public void Average_SeveralModels_IsTheMeanInDoublePrecisionRoundedOnce()
    {
        // In single precision 1e8 + 1 loses the 1, and a third of it would be another number.
        float[][] values = [[1e8f, 0.1f, 0.25f, 0.5f], [1, 0.2f, 0.25f, 0.25f], [-1e8f, 0.4f, 0.25f, 0.75f]];

        Predictions average = Predictions.Average(values.Select(member => new Predictions(member, 2)));

        Assert.Equal((2, 2), (average.Count, average.Classes));
        Assert.Equal([(float)(1 / 3.0), (float)(((double)0.1f + 0.2f + 0.4f) / 3), 0.25f, 0.5f], average.Values.ToArray());
    }

    [Fact]
    public void Average_OneModel_IsWhatItSays() => Assert.Equal(s_some.Values.ToArray(), Predictions.Average([s_some]).Values.ToArray());

    [Fact]
    public void Average_ANaNOfOneModel_IsNeverCorrectAndNoMistake()
    {
        Predictions average = Predictions.Average([new([0.9f, 0.1f], 2), new([0.9f, float.NaN], 2)]);

        Assert.Equal(0, average.Accuracy([0]));
        Assert.Equal(1, ConfusionMatrix.Of(average, [0]).Unclassified);
        Assert.Empty(Mistakes.All(average, [1]));
    }

    [Fact]
    public void Average_None_IsRefused() => Assert.StartsWith(
        "Predictions.Average: received no predictions; expected those of at least one model.",
        Assert.Throws<ArgumentException>(() => Predictions.Average([])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 3, "received 2 images of 3 classes in predictions 1; expected 4 of 2, as in the first.")]
    [InlineData(3, 2, "received 3 images of 2 classes in predictions 1; expected 4 of 2, as in the first.")]
    public void Average_OtherImagesOrClasses_IsRefused(int images, int classes, string expected) => Assert.StartsWith(
        $"Predictions.Average: {expected} Predict the same images with every model.",
        Assert.Throws<ArgumentException>(() => Predictions.Average([s_some, new Predictions(new float[images * classes], classes)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ArgMax_AllImages_IsThatOfEach()
    {
        Assert.Equal([0, 1, 0], s_some.ArgMax()[..3]);
        Assert.Equal(Enumerable.Range(0, 4).Select(s_some.ArgMax), s_some.ArgMax());
    }

    [Fact]
    public void Accuracy_EqualsAndNaN_CountAsTheFirstClassAndAsWrong()
    {
        Assert.Equal(0.75, s_some.Accuracy([0, 1, 0, 1]));
        Assert.Equal(0.5, s_some.Accuracy([0, 1, 1, 0]));
    }

    [Fact]
    public void Accuracy_Model_IsThatOfItsEvaluation()
    {
        ImageSet images = Datasets.Load("digits", new DatasetOptions { TrainCount = 10, TestCount = 100 }).Test;
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(10).Softmax(), seed: 3);
        model.Compile(new SGD(), Loss.CategoricalCrossentropy);

        Assert.Equal(model.Evaluate(images, threads: 1).Accuracy, model.Predict(images, threads: 1).Accuracy(images.Labels));
    }

    [Fact]
    public void Accuracy_OtherLabels_AreRefused()
    {
        Assert.Equal(
            "Predictions.Accuracy: received the predictions for 4 images and 1 labels; expected as many of each.",
            Assert.Throws<ArgumentException>(() => s_some.Accuracy([0])).Message);
        Assert.Equal(
            "Predictions.Accuracy: received label 2 for image 3; expected 0 to 1, as the predictions have 2 classes.",
            Assert.Throws<ArgumentException>(() => s_some.Accuracy([0, 0, 0, 2])).Message);
    }
}
