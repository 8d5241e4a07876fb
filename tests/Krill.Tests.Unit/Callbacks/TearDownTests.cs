using Krill.Callbacks;
using Krill.Optimizers;
using Krill.Tests.Unit.Training;
using Krill.Training;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>What a training leaves that an exception ended: nothing that it set for itself.</summary>
public class TearDownTests
{
    sealed class ThrownException : Exception;

    [Fact]
    public void Fit_ThatThrows_TearsDownWhatHasBegunTheLastFirst()
    {
        List<string> calls = [];

        Throws(new Fixture().Compiled(), 1, new Spy("a", calls), new Spy("b", calls), new LambdaCallback { TrainBegin = _ => throw new ThrownException() }, new Spy("c", calls));

        Assert.Equal(["a begin", "b begin", "b down", "a down"], calls);
    }

    [Fact]
    public void Fit_ThatEnds_TearsDownBehindTheLastEvent()
    {
        List<string> calls = [];
        FitOptions options = Options(1, raised => calls.Add(raised.GetType().Name), new Spy("a", calls), new Spy("b", calls));

        new Fixture().Compiled().Model.Fit(Fixture.Images(2), options);

        Assert.Equal(["a end", "b end", "TrainingEnded", "b down", "a down"], calls.TakeLast(5));
    }

    [Fact]
    public void Fit_FreezingThatThrows_LeavesParametersTrainable()
    {
        Fixture fixture = new Fixture().Compiled();
        bool wasFrozen = false;

        Throws(fixture, 9, new ParameterFreezing(parameter => parameter.FullName == "dense/bias", 1), ThrowAtEpoch(2, () => wasFrozen = !fixture.Model.Parameters[1].IsTrainable));

        Assert.True(wasFrozen);
        Assert.True(fixture.Model.Parameters[1].IsTrainable);
    }

    [Fact]
    public void Fit_SchedulesThatThrow_LeaveTheOptimizerAsItWas()
    {
        var group = new ParameterGroup("all", _ => true, new SGD(2));
        var optimizer = new GroupedOptimizer(new SGD(0.5f) { Momentum = 0.9 }, [group]);
        (bool IsIdle, double? Momentum, double? Factor, float Rate) during = default;

        Throws(
            new Fixture().Compiled(optimizer),
            9,
            new ScheduledLearningRate(new PiecewiseConstant([(0, 0.1), (1, 0)], ScheduleUnit.Epochs)),
            new ScheduledLearningRate(new PiecewiseConstant([(0, 0.5)])) { Group = "all" },
            new ScheduledMomentum(new PiecewiseConstant([(0, 0.25)])),
            ThrowAtEpoch(2, () => during = (optimizer.IsIdle, optimizer.ScheduledMomentum, group.Factor, optimizer.LearningRate)));

        Assert.Equal((true, 0.25, 0.5, 0.05f), during);
        Assert.Equal((false, null, null, 0.5f), (optimizer.IsIdle, optimizer.ScheduledMomentum, group.Factor, optimizer.LearningRate));
    }

    [Fact]
    public void Fit_FinderThatThrows_LeavesWeightsAndRateAsTheyWere()
    {
        var optimizer = new SGD(0.5f);
        Fixture fixture = new Fixture().Compiled(optimizer);
        float[] before = [.. fixture.Model.Parameters[0].Values];

        Throws(fixture, 9, new LearningRateFinder { Steps = 2 }, ThrowAtEpoch(2, () => fixture.Model.Parameters[0].Values.Fill(7)));

        Assert.Equal(before, fixture.Model.Parameters[0].Values);
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    static void Throws(Fixture fixture, int epochs, params Callback[] callbacks)
    {
        Assert.Throws<ThrownException>(() => fixture.Model.Fit(Fixture.Images(2), Options(epochs, null, callbacks)));
    }

    static FitOptions Options(int epochs, Action<TrainingEvent>? listener, params Callback[] callbacks)
    {
        var options = new FitOptions { Epochs = epochs, BatchSize = 2, OnEvent = listener };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        return options;
    }

    /// <summary>Looks around in the first step of an epoch, behind the other callbacks, and throws.</summary>
    static LambdaCallback ThrowAtEpoch(int epoch, Action look) => new()
    {
        BatchBegin = (step, _) =>
        {
            if (step + 1 == epoch)
            {
                look();
                throw new ThrownException();
            }
        },
    };

    sealed class Spy(string name, List<string> calls) : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => calls.Add($"{name} begin");

        public override void OnTrainEnd(TrainingContext context) => calls.Add($"{name} end");

        public override void TearDown(TrainingContext context) => calls.Add($"{name} down");
    }
}
