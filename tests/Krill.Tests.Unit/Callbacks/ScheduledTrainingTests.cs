using Krill.Callbacks;
using Krill.Optimizers;
using Krill.Tests.Unit.Training;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>What schedules and lambdas do to a training, step by step.</summary>
public class ScheduledTrainingTests
{
    // Five steps an epoch.
    const int Images = 10;

    [Fact]
    public void Fit_ScheduleWithoutBase_GivesFactorsOfTheCompiledRate() =>
        Assert.Equal([0.5f, 0.4f, 0.3f, 0.2f, 0.1f], Rates(new SGD(0.5f), new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])), epochs: 1));

    [Fact]
    public void Fit_ScheduleWithBase1_GivesRatesThemselves() =>
        Assert.Equal([1, 0.8f, 0.6f, 0.4f, 0.2f], Rates(new SGD(0.5f), new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])) { Base = 1 }, epochs: 1));

    // The group's optimizer has 2 in all, and 3 · (1, 0.8, …) by its schedule.
    [Fact]
    public void Fit_ScheduleOfAGroupWithBase_GivesItsRates()
    {
        var own = new SGD(2);
        var optimizer = new GroupedOptimizer(new SGD(0.5f), [new ParameterGroup("all", _ => true, own)]);
        List<float> rates = [];
        Fixture fixture = new Fixture().Compiled(optimizer);

        fixture.Model.Fit(Fixture.Images(Images), Options(
            1,
            0,
            new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])) { Base = 3, Group = "all" },
            new LambdaCallback
            {
                BatchBegin = (_, _) =>
                {
                    optimizer.BeginStep();
                    rates.Add(own.LearningRate);
                },
            }));

        Assert.Equal([3, 2.4f, 1.8f, 1.2f, 0.6f], rates.Select(rate => MathF.Round(rate, 5)));
    }

    public static TheoryData<Schedule> Schedules => new()
    {
        new Cyclic(0.1, 1, 1.5, ScheduleUnit.Epochs) { Mode = CyclicMode.Triangular2 },
        new Cyclic(0.1, 1, 3.3, ScheduleUnit.Steps) { Mode = CyclicMode.ExpRange, Gamma = 0.9 },
        new OneCycle(),
        new CosineDecayRestarts(1, ScheduleUnit.Epochs),
        new Warmup(new CosineDecay { Alpha = 0.01 }, 0.3, ScheduleUnit.Training) { From = 0.1 },
        new ExponentialDecay(0.5, 1, ScheduleUnit.Epochs) { Staircase = true },
        new InverseTimeDecay(0.2, ScheduleUnit.Steps),
        new PiecewiseConstant([(0, 1), (0.5, 0.1)]),
    };

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Fit_TakenUpAgain_HasTheRatesThatItWouldHaveHad(Schedule schedule)
    {
        float[] whole = Rates(new SGD(0.5f), new ScheduledLearningRate(schedule), epochs: 4);

        Assert.Equal(20, whole.Length);
        Assert.Equal(whole[10..], Rates(new SGD(0.5f), new ScheduledLearningRate(schedule), epochs: 4, done: 2));
    }

    // Each fold compiles a network of its own with the one optimizer.
    [Fact]
    public void Fit_OneOptimizerForTwoFolds_HasTheSameRatesInBoth()
    {
        var optimizer = new SGD(0.5f);

        float[] first = Rates(optimizer, new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])), epochs: 1);
        float[] second = Rates(optimizer, new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])), epochs: 1);

        Assert.Equal([0.5f, 0.4f, 0.3f, 0.2f, 0.1f], first);
        Assert.Equal(first, second);
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    [Fact]
    public void Fit_ScheduledMomentum_IsThatOfEachStep()
    {
        var optimizer = new GroupedOptimizer(new Muon(), [new ParameterGroup("all", _ => true, new Adam())]);
        List<double?> momenta = [];

        new Fixture().Compiled(optimizer).Model.Fit(Fixture.Images(Images), Options(
            1,
            0,
            new ScheduledMomentum(new PiecewiseLinear([(0, 0.95), (5, 0.45)], ScheduleUnit.Steps)),
            new LambdaCallback { BatchBegin = (_, context) => momenta.Add(Math.Round(context.Optimizer.ScheduledMomentum!.Value, 12)) }));

        Assert.Equal([0.95, 0.85, 0.75, 0.65, 0.55], momenta);
        Assert.Null(optimizer.ScheduledMomentum);
    }

    // Velocities -0.4 with 0.5, and -0.1 · 0.8 - 0.25 · 0.4 = -0.18 with 0.25: see OptimizerSemanticsTests for the derivatives.
    [Fact]
    public void BeginStep_ScheduledMomentum_StandsInPlaceOfTheOwn()
    {
        var parameter = Optimizers.OptimizerRun.NewParameter([1]);
        var optimizer = new SGD(0.1f) { Momentum = 0.9, ScheduledMomentum = 0.25 };
        float[] velocity = [-0.4f];

        optimizer.BeginStep();
        optimizer.Update(new ParameterUpdate(Optimizers.OptimizerRun.Kernels, parameter, 0, parameter.Values, [0.8f], velocity));

        Assert.Equal(-0.18f, velocity[0], 1e-7f);
        Assert.Equal(0.82f, parameter.Values[0], 1e-7f);
    }

    [Fact]
    public void Fit_MomentumThatIsNotThere_SaysWhatHasOne()
    {
        var error = Assert.Throws<ArgumentException>(() => Rates(new SGD(), new ScheduledMomentum(new OneCycle()), epochs: 1));

        Assert.Equal("ScheduledMomentum: received the optimizer SGD without a momentum to set; expected SGD with a Momentum greater than 0, Adam or AdamW.", error.Message);
    }

    [Fact]
    public void Fit_MomentumOfOne_SaysWhen()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Rates(new Adam(), new ScheduledMomentum(new PiecewiseConstant([(0, 0.9), (2, 1)], ScheduleUnit.Steps)), epochs: 1));

        Assert.Equal("ScheduledMomentum: received the momentum 1 for step 2; expected one greater than 0 and less than 1 from the schedule.", error.Message);
    }

    [Fact]
    public void Fit_LambdaCallback_IsCalledAtEveryPlace()
    {
        List<string> calls = [];
        var lambda = new LambdaCallback
        {
            TrainBegin = context => calls.Add($"begin of {context.Epochs}"),
            EpochBegin = (epoch, _) => calls.Add($"epoch {epoch}"),
            BatchBegin = (step, _) => calls.Add($"step {step}"),
            BatchEnd = (logs, _) => calls.Add($"done {logs.Step}"),
            EpochEnd = (logs, context) => calls.Add($"epoch {logs.Epoch} of {context.History.Count}"),
            TrainEnd = _ => calls.Add("end"),
        };

        new Fixture().Compiled().Model.Fit(Fixture.Images(4), Options(1, 0, lambda, new LambdaCallback()));

        Assert.Equal(["begin of 1", "epoch 1", "step 0", "done 1", "step 1", "done 2", "epoch 1 of 1", "end"], calls);
    }

    static float[] Rates(Optimizer optimizer, Callback schedule, int epochs, int done = 0)
    {
        List<float> rates = [];
        new Fixture().Compiled(optimizer).Model.Fit(
            Fixture.Images(Images),
            Options(epochs, done, schedule, new LambdaCallback { BatchBegin = (_, context) => rates.Add(context.LearningRate) }));
        return [.. rates];
    }

    static FitOptions Options(int epochs, int done, params Callback[] callbacks)
    {
        var options = new FitOptions { Epochs = epochs, InitialEpoch = done, BatchSize = 2 };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        return options;
    }
}
