using Krill.Kernels;
using Krill.Layers;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class OptimizerTaskTests
{
    const int Length = 20_000; // two runs of 8,192 and a shorter one

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_OnThreads_GivesTheBitsOfOneUpdate(int threads)
    {
        float[] start = [.. Enumerable.Range(0, Length).Select(i => MathF.Sin(i))];
        float[] slope = [.. Enumerable.Range(0, Length).Select(i => MathF.Cos(3 * i))];
        Parameter whole = OptimizerRun.NewParameter(start), shared = OptimizerRun.NewParameter(start);
        var optimizer = new Adam();
        var state = new OptimizerState(optimizer, [shared]);
        var memory = new PinnedMemory(Length);
        slope.CopyTo(memory.Span);
        var gradient = new Storage(StorageKind.Shared, Length);
        gradient.Bind(memory, 0);
        var task = new OptimizerTask(optimizer, shared, gradient, state.SlotsOf(shared), OptimizerRun.Kernels);
        var stage = new Stage(new BatchSplit(1, 1, 1), 0, [], [task]);
        float[] slots = new float[2 * Length];
        using var pool = new WorkerPool(threads);
        pool.Reserve([stage]);

        for (int step = 1; step <= 2; step++)
        {
            optimizer.Iterations = step;
            optimizer.BeginStep();
            optimizer.Update(new ParameterUpdate(OptimizerRun.Kernels, whole, 0, whole.Values, slope, slots));
            pool.Run([stage]);
        }

        Assert.Equal(3, task.Tasks);
        Assert.Equal(whole.Values, shared.Values);
        Assert.Equal(slots, state.SlotsOf(shared).Span);
    }

    [Fact]
    public void State_OfParameterThatIsNotTrained_IsNotKept()
    {
        var statistics = new Parameter("moving_mean", new Shape(2), OptimizerRun.NewParameter([1]).Initializer) { IsTrainable = false };
        Parameter kernel = OptimizerRun.NewParameter([1, 2]);

        var state = new OptimizerState(new Adam(), [kernel, statistics]);

        Assert.Equal([kernel], state.Parameters);
        Assert.Equal(4, state.SlotsOf(kernel).Length);
    }
}
