using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>An optimizer as it is at a moment, with all that it remembers.</summary>
internal sealed class OptimizerSnapshot
{
    readonly OptimizerState _state;
    readonly (PinnedMemory Memory, float[] Values)[] _values;
    readonly SavedItems _items = new("memory");
    readonly long _iterations;
    readonly float _rate;
    readonly bool _areAveragesInModel;

    public OptimizerSnapshot(OptimizerState state)
    {
        _state = state;
        _values = [.. state.Memories.Select(memory => (memory, memory.Span.ToArray()))];
        _iterations = state.Optimizer.Iterations;
        _rate = state.Optimizer.LearningRate;
        _areAveragesInModel = state.Averages?.AreInModel ?? false;
        state.Optimizer.SaveState(new SavedState(_items, ""));
    }

    public void Restore()
    {
        foreach ((PinnedMemory memory, float[] values) in _values)
        {
            values.CopyTo(memory.Span);
        }

        _state.Optimizer.Iterations = _iterations;
        _state.Optimizer.LearningRate = _rate;
        _state.Optimizer.LoadState(new SavedState(_items, ""));
        if (_state.Averages is { } averages)
        {
            averages.AreInModel = _areAveragesInModel;
        }
    }
}
