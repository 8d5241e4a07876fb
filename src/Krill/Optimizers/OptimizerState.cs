using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>What an optimizer keeps from step to step for each trainable parameter: its slots, one behind the other; and the averages of weights, if it makes any.</summary>
internal sealed class OptimizerState
{
    readonly Dictionary<Parameter, (Optimizer Optimizer, PinnedMemory Slots)> _states = [];

    public OptimizerState(Optimizer optimizer, IEnumerable<Parameter> parameters)
    {
        Optimizer = optimizer;
        Parameters = [.. parameters.Where(parameter => parameter.IsTrainable)];
        var average = optimizer as WeightAverage;
        Optimizer inner = average?.Inner ?? optimizer;
        Averages = average is null ? null : new WeightAverages(parameters.Where(parameter => parameter.IsTrainable || average.IncludesStatistics));
        foreach (Parameter parameter in Parameters)
        {
            Optimizer own = inner is GroupedOptimizer grouped ? grouped.Of(parameter) : inner;
            if (own is Muon)
            {
                Muon.RequireMatrix(parameter);
            }

            _states.Add(parameter, (own, new PinnedMemory((long)own.Slots * parameter.Shape.Elements)));
        }
    }

    public Optimizer Optimizer { get; }

    /// <summary>The parameters that have state, in the model's order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The averages of weights, where the optimizer makes any.</summary>
    public WeightAverages? Averages { get; }

    /// <summary>All that is kept, slots and averages.</summary>
    public IEnumerable<PinnedMemory> Memories => _states.Values.Select(state => state.Slots).Concat(Averages?.All.Select(average => average.Values) ?? []);

    /// <summary>What changes a parameter: the optimizer, or that of the parameter's group.</summary>
    public Optimizer OptimizerOf(Parameter parameter) => StateOf(parameter).Optimizer;

    /// <summary>The slots of a parameter: <see cref="Optimizer.Slots"/> times its length.</summary>
    public PinnedMemory SlotsOf(Parameter parameter) => StateOf(parameter).Slots;

    (Optimizer Optimizer, PinnedMemory Slots) StateOf(Parameter parameter) => _states.TryGetValue(parameter, out var state)
        ? state
        : throw new InvalidOperationException(
            $"Parameter {parameter.FullName}: received a training step in which it is trainable; expected it to be trainable in Model.Compile already, which makes the "
            + "optimizer's state. Call Model.Compile after setting IsTrainable.");
}
