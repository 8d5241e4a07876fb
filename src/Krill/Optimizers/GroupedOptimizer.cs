using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>An optimizer for each group of parameters: the first group that has a parameter changes it, and another optimizer those that no group has.</summary>
/// <remarks>
/// <para>Its learning rate is that of the optimizer of the rest. Where callbacks change it, and through <see cref="Optimizer.Decay"/>, the rates of all groups
/// change by the same factor; the ratios between them are those that the optimizers were made with.</para>
/// <para>An optimizer belongs to one group. Source: PyTorch's parameter groups.</para>
/// </remarks>
public sealed class GroupedOptimizer : Optimizer
{
    readonly float _rate;

    /// <summary>Optimizers for groups of parameters.</summary>
    /// <param name="rest">What changes the parameters that no group has.</param>
    /// <param name="groups">The groups, asked in this order.</param>
    /// <exception cref="ArgumentException">Two groups have one name, or one optimizer.</exception>
    public GroupedOptimizer(Optimizer rest, IReadOnlyList<ParameterGroup> groups)
        : base(Require.NotNull(rest, nameof(rest)).LearningRate)
    {
        ArgumentNullException.ThrowIfNull(groups);
        foreach (Optimizer one in groups.Select(group => group.Optimizer).Prepend(rest))
        {
            WeightAverage.RequireNone(one, nameof(GroupedOptimizer), "new Lookahead(new GroupedOptimizer(…))");
        }

        Rest = rest;
        Groups = [.. groups];
        _rate = rest.LearningRate;
        if (Groups.Select(group => group.Name).Distinct().Count() < Groups.Count)
        {
            throw new ArgumentException(
                $"GroupedOptimizer: received groups named {string.Join(", ", Groups.Select(group => group.Name))}; expected each to have a name of its own.", nameof(groups));
        }

        if (Groups.Select(group => group.Optimizer).Append(rest).Distinct().Count() <= Groups.Count)
        {
            throw new ArgumentException("GroupedOptimizer: received one optimizer for several groups; expected each to have its own, as it has a rate of its own.", nameof(groups));
        }
    }

    /// <summary>What changes the parameters that no group has.</summary>
    public Optimizer Rest { get; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    protected internal override int Slots => Groups.Select(group => group.Optimizer.Slots).Append(Rest.Slots).Max();

    /// <inheritdoc/>
    internal override bool HasMomentum => Rest.HasMomentum || Groups.Any(group => group.Optimizer.HasMomentum);

    /// <inheritdoc/>
    internal override GroupedOptimizer GroupedIn => this;

    /// <summary>The learning rate of a group as the whole was compiled: where that had another rate than it was made with, the group's is another by the same factor.</summary>
    internal double CompiledRateOf(ParameterGroup group) => group.Share * CompiledLearningRate / _rate;

    /// <summary>What changes a parameter.</summary>
    internal Optimizer Of(Parameter parameter)
    {
        Optimizer own = Groups.FirstOrDefault(group => group.Has(parameter))?.Optimizer ?? Rest;
        return own is GroupedOptimizer inner ? inner.Of(parameter) : own;
    }

    /// <inheritdoc/>
    protected internal override void BeginStep()
    {
        double factor = DecayedLearningRate / _rate;
        Begin(Rest, DecayedLearningRate);

        // By index: going through a list by its interface allocates.
        for (int i = 0; i < Groups.Count; i++)
        {
            ParameterGroup group = Groups[i];
            Begin(group.Optimizer, group.Share * (group.Factor is { } own ? own * CompiledLearningRate / _rate : factor));
        }
    }

    /// <inheritdoc/>
    protected internal override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Rest.SaveState(state.Part("rest"));
        foreach (ParameterGroup group in Groups)
        {
            group.Optimizer.SaveState(state.Part($"groups/{group.Name}"));
        }
    }

    /// <inheritdoc/>
    protected internal override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Rest.LoadState(state.Part("rest"));
        foreach (ParameterGroup group in Groups)
        {
            group.Optimizer.LoadState(state.Part($"groups/{group.Name}"));
        }
    }

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) => Of(update.Parameter).Update(update);

    void Begin(Optimizer optimizer, double rate)
    {
        optimizer.Iterations = Iterations;
        optimizer.ScheduledMomentum = ScheduledMomentum;
        optimizer.IsIdle = IsIdle || (float)rate == 0;
        if (!optimizer.IsIdle)
        {
            optimizer.LearningRate = (float)rate;
        }

        optimizer.BeginStep();
    }
}
