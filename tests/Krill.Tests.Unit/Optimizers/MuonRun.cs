using Krill.Initializers;
using Krill.Kernels;
using Krill.Layers;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Testing;

namespace Krill.Tests.Unit.Optimizers;

/// <summary>Steps of Muon on one parameter, with gradients that are given: the plan's part that the optimizer emits, on a pool of threads.</summary>
sealed class MuonRun : IDisposable
{
    readonly Muon _muon;
    readonly PinnedMemory _gradient;
    readonly OptimizerState _state;
    readonly Plan _plan;
    readonly WorkerPool _pool;
    readonly PinnedMemory _memory;

    public MuonRun(Muon muon, Shape shape, string kernels, int threads)
    {
        _muon = muon;
        Parameter = new Parameter("kernel", shape, new Zeros());
        _gradient = new PinnedMemory(shape.Elements);
        _state = new OptimizerState(muon, [Parameter]);
        _pool = new WorkerPool(threads);
        var builder = new PlanBuilder(AvailableKernelSets.Factory(kernels), new StepState(), batch: 1, training: true);
        var gradient = new Value("gradient", StorageKind.Shared, shape.Elements) { IsExternal = true };
        gradient.Storage.Bind(_gradient, 0);
        MuonUpdate.Emit(builder, muon, Parameter, builder.ValueOf(Parameter), gradient, _state.SlotsOf(Parameter));
        _plan = new Plan(builder, new PlanEnds(new Value("images", StorageKind.Batched, 1), null, null, null, null, null, []));
        _memory = new PinnedMemory(_plan.MemoryLength);
        _plan.Bind(_memory);
        _plan.Reserve(_pool);
    }

    public Parameter Parameter { get; }

    public Span<float> Momentum => _state.SlotsOf(Parameter).Span;

    public void Step(ReadOnlySpan<float> gradient)
    {
        gradient.CopyTo(_gradient.Span);
        _memory.Span.Fill(float.NaN);
        _muon.Iterations++;
        _muon.BeginStep();
        _plan.Run(_pool);
    }

    public void Dispose() => _pool.Dispose();
}
