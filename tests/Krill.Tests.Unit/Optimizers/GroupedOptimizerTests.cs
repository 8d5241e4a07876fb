using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public sealed class GroupedOptimizerTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_FirstGroupThatHasTheParameter_ElseTheRest()
    {
        var rest = new SGD();
        var first = new ParameterGroup("long", parameter => parameter.Shape.Elements > 1, new Adam());
        var second = new ParameterGroup("all of two", parameter => parameter.Shape.Elements == 2, new Nadam());
        var grouped = new GroupedOptimizer(rest, [first, second]);

        Assert.Same(first.Optimizer, grouped.Of(OptimizerRun.NewParameter([1, 2])));
        Assert.Same(rest, grouped.Of(OptimizerRun.NewParameter([1])));
        Assert.Equal(2, grouped.Slots);
    }

    [Fact]
    public void BeginStep_RateChanged_ScalesEveryGroupAlike()
    {
        var (rest, own) = (new SGD(0.5f), new SGD(2));
        var grouped = new GroupedOptimizer(rest, [new ParameterGroup("own", _ => true, own)]) { Decay = 1, Iterations = 2 };

        grouped.LearningRate = 0.25f;
        grouped.BeginStep();

        // Half of what it was made with, and half again by the decay of the second step.
        Assert.Equal((0.125f, 0.5f), (rest.LearningRate, own.LearningRate));
        Assert.Equal((2L, 2L), (rest.Iterations, own.Iterations));
    }

    [Fact]
    public void BeginStep_FactorOfAGroup_StandsInPlaceOfTheSchedule()
    {
        var (rest, own) = (new SGD(0.5f), new SGD(2));
        var group = new ParameterGroup("own", _ => true, own) { Factor = 0.75 };
        var grouped = new GroupedOptimizer(rest, [group]) { Iterations = 1 };

        grouped.LearningRate = 0.25f;
        grouped.BeginStep();
        Assert.Equal((1.5f, false), (own.LearningRate, own.IsIdle));

        group.Factor = 0;
        grouped.BeginStep();
        Assert.True(own.IsIdle);
        Assert.False(rest.IsIdle);
    }

    [Fact]
    public void Fit_Groups_EachTakesItsOwnStep()
    {
        // The output is the bias, 0; the derivative of (0 - 1)² is -2 for the bias, and -4 for the kernel, as the input is 2.
        Model model = OneWeight(new GroupedOptimizer(new SGD(0.1f), [new ParameterGroup("bias", parameter => parameter.Name == "bias", new SGD(0.01f))]));

        model.Fit(Image, new FitOptions { BatchSize = 1 });

        Assert.Equal([0.4f, 0.02f], model.Parameters.Select(parameter => parameter.Values[0]));
    }

    [Fact]
    public void StateFile_Groups_GoOnBitForBit()
    {
        Parameter[] parameters = [OptimizerRun.NewParameter([1, 2]), OptimizerRun.NewParameter([3])];
        GroupedOptimizer Make() => new(new SGD(), [new ParameterGroup("long", parameter => parameter.Shape.Elements > 1, new Adam())]);
        var state = new OptimizerState(Make(), parameters);
        state.SlotsOf(parameters[0]).Span[3] = 0.1f;
        state.Optimizer.Iterations = 5;
        state.Optimizer.LearningRate = 0.2f;
        OptimizerStates.Save(state, _folder["state"]);
        var other = new OptimizerState(Make(), parameters);

        OptimizerStates.Load(other, _folder["state"]);

        Assert.Equal([0, 0, 0, 0.1f], other.SlotsOf(parameters[0]).Span);
        Assert.Equal(0, other.SlotsOf(parameters[1]).Length);
        Assert.Equal((5L, 0.2f), (other.Optimizer.Iterations, other.Optimizer.LearningRate));
        var error = Assert.Throws<DataException>(() => OptimizerStates.Load(new OptimizerState(new SGD(), parameters), _folder["state"]));
        Assert.Contains("received the state of GroupedOptimizer(SGD, Adam); expected that of SGD", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_SharedNamesOrOptimizers_AreRefused()
    {
        var shared = new SGD();
        ParameterGroup Group(string name, Optimizer optimizer) => new(name, _ => true, optimizer);

        Assert.Contains(
            "GroupedOptimizer: received groups named a, a; expected each to have a name of its own.",
            Assert.Throws<ArgumentException>(() => new GroupedOptimizer(new Adam(), [Group("a", new SGD()), Group("a", new SGD())])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "GroupedOptimizer: received one optimizer for several groups; expected each to have its own",
            Assert.Throws<ArgumentException>(() => new GroupedOptimizer(shared, [Group("a", shared)])).Message,
            StringComparison.Ordinal);
    }

    static ImageSet Image => ImageSet.FromFloats([2], [0], new ImageShape(1, 1, 1), ["the class"]);

    static Model OneWeight(Optimizer optimizer)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, image.Flatten().Apply(new Dense(1) { KernelInitializer = new Zeros() }));
        model.Compile(optimizer, Loss.MeanSquaredError);
        return model;
    }
}
