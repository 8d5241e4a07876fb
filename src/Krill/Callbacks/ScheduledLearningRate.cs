using System.Globalization;
using Krill.Optimizers;

namespace Krill.Callbacks;

/// <summary>Sets the learning rate before every step: <see cref="Base"/> times a schedule.</summary>
/// <remarks>
/// <para>By default the schedule gives factors of the rate that the model was compiled with, so that another rate moves the whole curve. With <see cref="Base"/> = 1
/// it gives the rates themselves.</para>
/// <para>After the training the optimizer has the rate that it had before. Where the rate is 0, nothing is changed by the step, state included. Several may be
/// used in one training, for the whole and for groups of a <see cref="GroupedOptimizer"/>: one for a group stands in place of that for the whole. Source:
/// PyTorch's <c>LambdaLR</c>.</para>
/// </remarks>
public sealed class ScheduledLearningRate : Callback
{
    ParameterGroup? _group;
    float _rateBefore;

    /// <summary>A scheduled learning rate.</summary>
    /// <param name="schedule">What the base is multiplied with over time: finite and 0 or more.</param>
    public ScheduledLearningRate(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
    }

    /// <summary>What the base is multiplied with over time.</summary>
    public Schedule Schedule { get; }

    /// <summary>
    /// What the schedule's numbers are multiplied with, greater than 0: 1 makes them learning rates; by default the learning rate that the model, or the
    /// group, was compiled with.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double? Base { get; init => field = value is { } given ? Require.Positive(given, "ScheduledLearningRate.Base") : null; }

    /// <summary>The name of the group whose rate it is; none by default: the whole.</summary>
    public string? Group { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The optimizer has no such group.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Group is null)
        {
            _rateBefore = context.LearningRate;
            return;
        }

        IReadOnlyList<ParameterGroup> groups = context.Optimizer.GroupedIn?.Groups ?? [];
        _group = groups.FirstOrDefault(group => group.Name == Group) ?? throw new ArgumentException(
            $"ScheduledLearningRate: received the group \"{Group}\"; expected one of the optimizer's: "
            + $"{(groups.Count == 0 ? "it has none, so use a GroupedOptimizer" : string.Join(", ", groups.Select(group => group.Name)))}.");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The schedule gave a number that is no factor.</exception>
    public override void OnBatchBegin(long step, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double factor = Schedule.At(new TrainingTime(step, context.Batches, context.Epochs));
        if (!(factor >= 0) || !double.IsFinite(factor))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ScheduledLearningRate: received the factor {factor} for step {step}; expected a finite number of 0 or more from the schedule."));
        }

        if (_group is not null)
        {
            _group.Factor = Base is { } whole ? whole * factor / context.Optimizer.GroupedIn!.CompiledRateOf(_group) : factor;
            return;
        }

        float rate = RateOf(factor, context.Optimizer.CompiledLearningRate);
        context.Optimizer.IsIdle = rate == 0;
        context.LearningRate = rate == 0 ? context.LearningRate : rate;
    }

    /// <summary>The learning rate that a number of the schedule makes of the one that the model was compiled with.</summary>
    internal float RateOf(double factor, float compiledRate) => (float)((Base ?? compiledRate) * factor);

    /// <inheritdoc/>
    public override void TearDown(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_group is null)
        {
            context.Optimizer.IsIdle = false;
            context.LearningRate = _rateBefore;
        }
        else
        {
            _group.Factor = null;
        }
    }
}
