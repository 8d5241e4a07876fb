using Krill.Planning;

namespace Krill.Tests.Unit.Training;

public class EvaluateTests
{
    readonly Fixture _fixture = new Fixture().Compiled();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Evaluate_NoBatch_IsTheMistakeOfEvaluate(bool hasViews) => Assert.StartsWith(
        "Model.Evaluate, batchSize: received 0; expected 1 or more.",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _fixture.Compiled().Model.Evaluate(Fixture.Images(5), batchSize: 0, augmentation: hasViews ? TestTimeAugmentation.Mirror : null)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Evaluate_LastBatchSmaller_AveragesOverImages()
    {
        _fixture.Executor.OnEvaluate = count => new BatchResult(count * count, 1, 0.5, count);

        Evaluation evaluation = _fixture.Model.Evaluate(Fixture.Images(5), batchSize: 2, threads: 3);

        Assert.Equal([0, 1, 2, 3, 4], _fixture.Executor.Evaluated);
        Assert.Equal((4 + 4 + 1) / 5.0 + 0.5, evaluation.Loss, 12);
        Assert.Equal(3 / 5.0, evaluation.Accuracy, 12);
        Assert.Equal(5, evaluation.Images);
        Assert.Equal(3, _fixture.Threads);
        Assert.True(_fixture.Executor.IsDisposed);
    }

    [Fact]
    public void Predict_ModelThatIsNotCompiled_GivesARowForEachImage()
    {
        var fixture = new Fixture();

        Predictions predictions = fixture.Model.Predict(Fixture.Images(5, first: 1), batchSize: 2);

        Assert.Equal((5, 3), (predictions.Count, predictions.Classes));
        Assert.Equal([3, 6, 9], predictions.Row(2));
        Assert.Equal(10, predictions[4, 1]);
        Assert.Equal(2, predictions.ArgMax(0));
        Assert.Equal(15, predictions.Values.Length);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => predictions.ArgMax(5));
        Assert.Contains("Predictions: received image 5; expected 0 to 4.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArgMax_Equals_IsTheFirst() => Assert.Equal(1, new Predictions([0, 2, 2], 3).ArgMax(0));
}
