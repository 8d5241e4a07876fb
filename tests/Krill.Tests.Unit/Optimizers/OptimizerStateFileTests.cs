using Krill.Data;
using Krill.Layers;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public sealed class OptimizerStateFileTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Parameter[] _parameters = [OptimizerRun.NewParameter([1, 2]), OptimizerRun.NewParameter([3])];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_WhatWasSaved_GoesOnBitForBit()
    {
        var optimizer = new Adam(0.3f) { Iterations = 7 };
        var state = new OptimizerState(optimizer, _parameters);
        state.SlotsOf(_parameters[0]).Span[3] = 0.1f;
        state.SlotsOf(_parameters[1]).Span[0] = -2;
        OptimizerStates.Save(state, _folder["state"]);
        var other = new OptimizerState(new Adam(), _parameters);

        OptimizerStates.Load(other, _folder["state"]);

        Assert.Equal([0, 0, 0, 0.1f], other.SlotsOf(_parameters[0]).Span);
        Assert.Equal([-2, 0], other.SlotsOf(_parameters[1]).Span);
        Assert.Equal((7L, 0.3f), (other.Optimizer.Iterations, other.Optimizer.LearningRate));
    }

    [Fact]
    public void Load_OfAnotherOptimizer_NamesBoth()
    {
        OptimizerStates.Save(new OptimizerState(new SGD(), _parameters), _folder["state"]);

        var error = Assert.Throws<DataException>(() => OptimizerStates.Load(new OptimizerState(new Adam(), _parameters), _folder["state"]));

        Assert.Contains("received the state of SGD; expected that of Adam", error.Message, StringComparison.Ordinal);
    }
}
