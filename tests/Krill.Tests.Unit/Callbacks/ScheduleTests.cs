using Krill.Callbacks;
using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Callbacks;

public class ScheduleTests
{
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(10, 0.6)]
    [InlineData(20, 1.0)]
    [InlineData(60, 0.5)]
    [InlineData(100, 0.0)]
    [InlineData(130, 0.0)]
    public void PiecewiseLinear_Steps_GoesFromPointToPoint(long step, double expected) =>
        Assert.Equal(expected, new PiecewiseLinear([(0, 0.2), (20, 1), (100, 0)], ScheduleUnit.Steps).At(new TrainingTime(step, 10, 13)), 1e-12);

    [Fact]
    public void PiecewiseLinear_Units_AreEpochsAndTheWholeTraining()
    {
        var time = new TrainingTime(15, 10, 6);

        Assert.Equal(1.5, new PiecewiseLinear([(0, 0), (6, 6)], ScheduleUnit.Epochs).At(time));
        Assert.Equal(0.75, new PiecewiseLinear([(0, 1), (1, 0)]).At(time));
        Assert.Equal(3, new PiecewiseLinear([(0.5, 3)]).At(time));
    }

    [Fact]
    public void PiecewiseLinear_TimesThatDoNotGrow_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new PiecewiseLinear([(0, 1), (0, 2)]));

        Assert.StartsWith("PiecewiseLinear: received the points (0, 1), (0, 2); expected at least one, finite, with times that grow.", error.Message, StringComparison.Ordinal);
    }

    // The input is 2 and the target 1, so the derivative of (2w - 1)² is 8w - 4: 4 at w = 1; each of two epochs has two steps, all alike.
    // The rate is 0.1 · (1, 0.75, 0.5, 0.25): 1 - 0.4 = 0.6, 0.6 - 0.075 · 0.8 = 0.54, 0.54 - 0.05 · 0.32 = 0.524, 0.524 - 0.025 · 0.192 = 0.5192.
    [Fact]
    public void Fit_ScheduledLearningRate_IsThatOfEachStep() => Assert.Equal(0.5192f, Train(new SGD(0.1f), new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)]))), 1e-6f);

    // The group has 0.1 in the first epoch's two steps, whatever the whole has, and then nothing: 0.6, 0.52.
    [Fact]
    public void Fit_ScheduleOfAGroup_StandsInPlaceOfThatOfTheWhole() => Assert.Equal(
        0.52f,
        Train(
            new GroupedOptimizer(new Adam(), [new ParameterGroup("kernels", parameter => parameter.Name == "kernel", new SGD(0.1f))]),
            new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, 0)])),
            new ScheduledLearningRate(new Jump()) { Group = "kernels" }),
        1e-6f);

    [Fact]
    public void Fit_GroupThatIsNotThere_NamesThoseThatAre()
    {
        var optimizer = new GroupedOptimizer(new Adam(), [new ParameterGroup("kernels", _ => true, new SGD())]);

        var error = Assert.Throws<ArgumentException>(() => Train(optimizer, new ScheduledLearningRate(new Jump()) { Group = "biases" }));

        Assert.Equal("ScheduledLearningRate: received the group \"biases\"; expected one of the optimizer's: kernels.", error.Message);
    }

    [Fact]
    public void Fit_FactorThatIsNone_SaysWhen()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Train(new SGD(), new ScheduledLearningRate(new PiecewiseLinear([(0, 1), (1, -1)]))));

        Assert.StartsWith("ScheduledLearningRate: received the factor -0.5 for step 3; expected a finite number of 0 or more", error.Message, StringComparison.Ordinal);
    }

    static float Train(Optimizer optimizer, params Callback[] callbacks)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, image.Flatten().Apply(new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) }));
        model.Compile(optimizer, Loss.MeanSquaredError);
        var options = new FitOptions { Epochs = 2, BatchSize = 1, Threads = 1 };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        model.Fit(ImageSet.FromFloats([2, 2], [0, 0], new ImageShape(1, 1, 1), ["the class"]), options);
        return model.Parameters[0].Values[0];
    }

    /// <summary>1 in the first epoch, then 0.</summary>
    sealed class Jump : Schedule
    {
        public override double At(TrainingTime time) => time.Epoch < 1 ? 1 : 0;
    }
}
