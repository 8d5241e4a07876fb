namespace Krill.Tests.Unit.Training;

public class HistoryTests
{
    [Fact]
    public void Best_OfEqualsAndNaN_IsTheFirstNumber()
    {
        var history = new History([Epoch(1, double.NaN, 0.5), Epoch(2, 0.3, 0.9), Epoch(3, 0.3, 0.9), Epoch(4, 0.4, 0.8)]);

        Assert.Equal(2, history.Best(Metric.Loss)!.Value.Epoch);
        Assert.Equal(2, history.Best(Metric.Accuracy)!.Value.Epoch);
        Assert.Null(history.Best(Metric.ValidationLoss));
    }

    internal static EpochLogs Epoch(int epoch, double loss, double accuracy, double? validationLoss = null, double? validationAccuracy = null) => new()
    {
        Epoch = epoch,
        Loss = loss,
        Accuracy = accuracy,
        ValidationLoss = validationLoss,
        ValidationAccuracy = validationAccuracy,
        LearningRate = 0.001f,
        Images = 100,
        TrainingSeconds = 0.5,
    };
}
