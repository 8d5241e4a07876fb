using System.Globalization;
using Krill.Optimizers;

namespace Krill.Callbacks;

/// <summary>Sets the momentum before every step: that of <see cref="SGD"/>, β₁ of <see cref="Adam"/> and <see cref="AdamW"/>.</summary>
/// <remarks>
/// The momentum that the optimizer was made with does not matter, but must be there. In a <see cref="GroupedOptimizer"/> those of all such optimizers are set. Source:
/// <c>cycle_momentum</c> of PyTorch's <c>OneCycleLR</c>.
/// </remarks>
public sealed class ScheduledMomentum : Callback
{
    /// <summary>A scheduled momentum.</summary>
    /// <param name="schedule">The momentum over time: greater than 0 and less than 1.</param>
    public ScheduledMomentum(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
    }

    /// <summary>The momentum over time.</summary>
    public Schedule Schedule { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The optimizer has no momentum that can be set.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Optimizer.HasMomentum)
        {
            throw new ArgumentException(
                $"ScheduledMomentum: received the optimizer {context.Optimizer.GetType().Name} without a momentum to set; expected SGD with a Momentum greater than 0, Adam or AdamW.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The schedule gave a number that is no momentum.</exception>
    public override void OnBatchBegin(long step, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double momentum = Schedule.At(new TrainingTime(step, context.Batches, context.Epochs));
        if (!(momentum > 0 && momentum < 1))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ScheduledMomentum: received the momentum {momentum} for step {step}; expected one greater than 0 and less than 1 from the schedule."));
        }

        context.Optimizer.ScheduledMomentum = momentum;
    }

    /// <inheritdoc/>
    public override void TearDown(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Optimizer.ScheduledMomentum = null;
    }
}
