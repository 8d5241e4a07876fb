using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>What an optimizer keeps from step to step for each trainable parameter: its slots, one behind the other.</summary>
internal sealed class OptimizerState
{
    readonly Dictionary<Parameter, PinnedMemory> _slots = [];
    readonly Optimizer _optimizer;

    public OptimizerState(Optimizer optimizer, IEnumerable<Parameter> parameters)
    {
        _optimizer = optimizer;
        Parameters = [.. parameters.Where(parameter => parameter.IsTrainable)];
        foreach (Parameter parameter in Parameters)
        {
            _slots.Add(parameter, new PinnedMemory((long)optimizer.Slots * parameter.Shape.Elements));
        }
    }

    /// <summary>The parameters that have state, in the model's order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The slots of a parameter: <see cref="Optimizer.Slots"/> times its length.</summary>
    public PinnedMemory this[Parameter parameter] => _slots[parameter];
}
