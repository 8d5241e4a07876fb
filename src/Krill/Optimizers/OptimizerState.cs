using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>What an optimizer keeps from step to step for each trainable parameter: its slots, one behind the other.</summary>
internal sealed class OptimizerState
{
    readonly Dictionary<Parameter, PinnedMemory> _slots = [];

    public OptimizerState(Optimizer optimizer, IEnumerable<Parameter> parameters)
    {
        Optimizer = optimizer;
        Parameters = [.. parameters.Where(parameter => parameter.IsTrainable)];
        foreach (Parameter parameter in Parameters)
        {
            _slots.Add(parameter, new PinnedMemory((long)optimizer.Slots * parameter.Shape.Elements));
        }
    }

    public Optimizer Optimizer { get; }

    /// <summary>The parameters that have state, in the model's order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The slots of a parameter: <see cref="Optimizer.Slots"/> times its length.</summary>
    public PinnedMemory SlotsOf(Parameter parameter) => _slots[parameter];
}
