using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>Parameters that have an optimizer of their own; see <see cref="GroupedOptimizer"/>.</summary>
public sealed class ParameterGroup
{
    /// <summary>A group of parameters.</summary>
    /// <param name="name">What errors and schedules call it.</param>
    /// <param name="has">
    /// Whether a parameter is of the group, for instance <c>parameter =&gt; parameter.FullName == "head/kernel"</c> or
    /// <c>parameter =&gt; parameter.Shape.Rank == 1</c>.
    /// </param>
    /// <param name="optimizer">What changes the parameters; its learning rate is the group's at the start.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ParameterGroup(string name, Func<Parameter, bool> has, Optimizer optimizer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(has);
        ArgumentNullException.ThrowIfNull(optimizer);
        Name = name;
        Has = has;
        Optimizer = optimizer;
        Share = optimizer.LearningRate;
    }

    /// <summary>What errors and schedules call it.</summary>
    public string Name { get; }

    /// <summary>Whether a parameter is of the group.</summary>
    public Func<Parameter, bool> Has { get; }

    /// <summary>What changes the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The learning rate that the group was made with.</summary>
    internal float Share { get; }

    /// <summary>A factor of the group's own, in place of what the schedule of the whole makes of the learning rate; 0 leaves the group as it is. Null: none.</summary>
    internal double? Factor { get; set; }
}
