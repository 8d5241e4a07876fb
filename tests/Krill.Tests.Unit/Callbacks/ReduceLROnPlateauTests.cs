using Krill.Callbacks;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>Keras's counting, worked by hand. The learning rates are those that the epochs are trained with.</summary>
public class ReduceLROnPlateauTests
{
    readonly Script _script = new(1);

    [Fact]
    public void Patience_EpochsWithoutABetterOne_ReduceAndCountAnew()
    {
        // counts 0 1 2→0 1 2→0 1
        _script.Play(new ReduceLROnPlateau(Metric.Loss) { Factor = 0.5, Patience = 2 }, Metric.Loss, 1, 1, 1, 1, 1, 1);
        Assert.Equal([1, 1, 1, 0.5f, 0.5f, 0.25f], _script.LearningRates);
        Assert.Equal("loss has stopped becoming better than 1: the learning rate is now 0.5.", _script.Messages[0]);
        Assert.Equal(2, _script.Messages.Count);
    }

    [Fact]
    public void MinDelta_LittleBetter_DoesNotCount()
    {
        // the default of 0.0001: 0.50005 is not better than 0.5, 0.5002 is
        var callback = new ReduceLROnPlateau(Metric.ValidationAccuracy) { Factor = 0.5, Patience = 1 };
        _script.Play(callback, Metric.ValidationAccuracy, 0.5, 0.50005, 0.5002, 0.5002, 0);
        Assert.Equal([1, 1, 0.5f, 0.5f, 0.25f], _script.LearningRates);
    }

    [Fact]
    public void Cooldown_EpochsAfterAReduction_AreNotCounted()
    {
        // epoch 2 reduces, 3 cools down, 4 is the last of the cooldown and already counts: Keras lets the cooldown end before it counts
        _script.Play(new ReduceLROnPlateau(Metric.Loss) { Factor = 0.5, Patience = 1, Cooldown = 2 }, Metric.Loss, 1, 1, 1, 1, 1, 1, 1);
        Assert.Equal([1, 1, 0.5f, 0.5f, 0.25f, 0.25f, 0.125f], _script.LearningRates);
    }

    [Fact]
    public void Cooldown_ABetterEpoch_IsRemembered()
    {
        // epoch 3 cools down and is the best, so that epoch 5 is not better
        _script.Play(new ReduceLROnPlateau(Metric.Loss) { Factor = 0.5, Patience = 2, Cooldown = 1 }, Metric.Loss, 1, 1, 1, 0.5, 0.8, 0.8, 0.8);
        Assert.Equal([1, 1, 1, 0.5f, 0.5f, 0.5f, 0.25f], _script.LearningRates);
    }

    [Fact]
    public void MinLr_Reached_ReducesNoMore()
    {
        _script.Play(new ReduceLROnPlateau(Metric.Loss) { Factor = 0.1, Patience = 1, MinLr = 0.05f }, Metric.Loss, 1, 1, 1, 1, 1);
        Assert.Equal([1, 1, 0.1f, 0.05f, 0.05f], _script.LearningRates);
        Assert.Equal(2, _script.Messages.Count);
    }

    [Fact]
    public void WithoutMinLr_NeverReachesZero()
    {
        _script.Optimizer.LearningRate = float.Epsilon;
        _script.Play(new ReduceLROnPlateau(Metric.Loss) { Patience = 1 }, Metric.Loss, 1, 1, 1);
        Assert.Equal([float.Epsilon, float.Epsilon, float.Epsilon], _script.LearningRates);
    }

    [Fact]
    public void Defaults_AreKeras()
    {
        var callback = new ReduceLROnPlateau();
        Assert.Equal(
            (Metric.ValidationLoss, 0.1, 10, 1e-4, 0, 0f),
            (callback.Monitor, callback.Factor, callback.Patience, callback.MinDelta, callback.Cooldown, callback.MinLr));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Factor_ThatDoesNotReduce_IsRefused(double factor)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau { Factor = factor });
        Assert.Contains($"ReduceLROnPlateau.Factor: received {factor}; expected", error.Message, StringComparison.Ordinal);
    }
}
