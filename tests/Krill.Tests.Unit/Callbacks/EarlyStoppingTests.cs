using Krill.Callbacks;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>Keras's counting, worked by hand: the count behind each epoch stands beside the figures.</summary>
public class EarlyStoppingTests
{
    readonly Script _script = new();

    [Fact]
    public void Patience_EpochsWithoutABetterOne_Stop()
    {
        // best 1, 0.9, then counts 1, 2; the equal figure is not better
        Assert.Equal(4, _script.Play(new EarlyStopping { Patience = 2 }, Metric.ValidationLoss, 1, 0.9, 0.95, 0.9, 0.1));
        Assert.Equal(["val_loss has not become better than 0.9 (epoch 2) for 2 epochs: stopping."], _script.Messages);
    }

    [Fact]
    public void Patience_ABetterEpoch_StartsTheCountAnew() =>
        // counts 0 1 2 0 1 2 3
        Assert.Equal(7, _script.Play(new EarlyStopping(Metric.Loss) { Patience = 3 }, Metric.Loss, 1, 2, 2, 0.5, 1, 1, 1, 0));

    [Fact]
    public void Patience_Zero_StopsAtTheFirstEpochThatIsNotBetter() =>
        Assert.Equal(3, _script.Play(new EarlyStopping(Metric.Accuracy), Metric.Accuracy, 0.5, 0.6, 0.6, 0.7));

    [Fact]
    public void Accuracy_IsToRise() =>
        Assert.Equal(4, _script.Play(new EarlyStopping(Metric.ValidationAccuracy) { Patience = 2 }, Metric.ValidationAccuracy, 0.1, 0.5, 0.4, 0.3, 0.9));

    [Fact]
    public void MinDelta_ExactlySoMuchBetter_DoesNotCount()
    {
        // 0.75 + 0.25 < 1 is false; 0.5 + 0.25 < 1 is true, and then the best is 0.5
        Assert.Equal(2, _script.Play(new EarlyStopping { Patience = 1, MinDelta = 0.25 }, Metric.ValidationLoss, 1, 0.75, 0.5));
        Assert.Equal(3, _script.Play(new EarlyStopping { Patience = 1, MinDelta = 0.25 }, Metric.ValidationLoss, 1, 0.5, 0.3));
    }

    [Fact]
    public void MinDelta_SmallStepsThatAddUp_CountFromTheBest() =>
        // against the best 1, not against the epoch before: counts 0 1 0(0.7) 1 2
        Assert.Equal(5, _script.Play(new EarlyStopping { Patience = 2, MinDelta = 0.25 }, Metric.ValidationLoss, 1, 0.85, 0.7, 0.6, 0.5, 0));

    [Fact]
    public void NaN_IsNeverBetter() =>
        Assert.Equal(3, _script.Play(new EarlyStopping { Patience = 2 }, Metric.ValidationLoss, 1, double.NaN, double.NaN, 0));

    [Fact]
    public void Baseline_NotBeaten_CountsAlsoBetterEpochs()
    {
        // better than before, but not than 0.5: counts 1 2
        Assert.Equal(2, _script.Play(new EarlyStopping { Patience = 2, Baseline = 0.5 }, Metric.ValidationLoss, 1, 0.9, 0.8));
        // counts 1 0 1 0 1 2
        Assert.Equal(6, _script.Play(new EarlyStopping { Patience = 2, Baseline = 0.5 }, Metric.ValidationLoss, 1, 0.4, 0.45, 0.3, 0.35, 0.35, 0));
    }

    [Fact]
    public void RestoreBestWeights_Stopped_RestoresTheBestEpoch()
    {
        _script.Play(new EarlyStopping { Patience = 2, RestoreBestWeights = true }, Metric.ValidationLoss, 1, 0.5, 0.6, 0.7);
        Assert.Equal(2, _script.Model.Parameters[0].Values[0]);
        Assert.Equal("restored the weights of epoch 2, val_loss 0.5.", _script.Messages[^1]);
    }

    [Fact]
    public void RestoreBestWeights_AllEpochsDone_RestoresTheBestEpoch()
    {
        _script.Play(new EarlyStopping { Patience = 9, RestoreBestWeights = true }, Metric.ValidationLoss, 1, 0.5, 0.6);
        Assert.Equal(2, _script.Model.Parameters[0].Values[0]);
    }

    [Fact]
    public void RestoreBestWeights_NoEpochIsANumber_RestoresTheFirst()
    {
        _script.Play(new EarlyStopping { Patience = 3, RestoreBestWeights = true }, Metric.ValidationLoss, double.NaN, double.NaN, double.NaN);
        Assert.Equal(1, _script.Model.Parameters[0].Values[0]);
    }

    [Fact]
    public void RestoreBestWeights_NotAskedFor_KeepsTheLast()
    {
        _script.Play(new EarlyStopping { Patience = 2 }, Metric.ValidationLoss, 1, 0.5, 0.6, 0.7);
        Assert.Equal(4, _script.Model.Parameters[0].Values[0]);
    }

    [Fact]
    public void UsedAgain_StartsAnew()
    {
        var callback = new EarlyStopping { Patience = 1, RestoreBestWeights = true };
        Assert.Equal(2, _script.Play(callback, Metric.ValidationLoss, 0.1, 0.2));
        Assert.Equal(3, _script.Play(callback, Metric.ValidationLoss, 9, 8, 8.5));
        Assert.Equal(2, _script.Model.Parameters[0].Values[0]);
    }
}
