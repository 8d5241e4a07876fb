namespace Krill.Callbacks;

/// <summary>Goes up to another schedule in a straight line, and follows that from there on.</summary>
/// <remarks>
/// Until the length is over, the number goes from <see cref="From"/> times the schedule's first number to that number. The schedule's own time begins when the
/// warm-up ends, and its shares are of what is left of the training. Source: Goyal et al. (2017); Keras's <c>CosineDecay</c> with <c>warmup_steps</c>;
/// PyTorch's <c>LinearLR</c> and <c>SequentialLR</c>.
/// </remarks>
public sealed class Warmup : Schedule
{
    /// <summary>A warm-up.</summary>
    /// <param name="schedule">What is gone up to.</param>
    /// <param name="length">How long that takes, greater than 0.</param>
    /// <param name="unit">What it counts in.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0, or there is no such unit.</exception>
    public Warmup(Schedule schedule, double length, ScheduleUnit unit)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
        Length = Require.Positive(length, "Warmup, length");
        Unit = Require.Defined(unit, nameof(Warmup), "unit", nameof(unit));
    }

    /// <summary>What is gone up to.</summary>
    public Schedule Schedule { get; }

    /// <summary>How long it goes up.</summary>
    public double Length { get; }

    /// <summary>What the length counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>The share of the schedule's first number that it goes up from; finite, by default 0, with which the first step changes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double From { get; init => field = Require.Finite(value, "Warmup.From"); }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double now = time.In(Unit);
        if (now < Length)
        {
            return Schedule.At(time with { Start = time.Step }) * (From + ((1 - From) * now / Length));
        }

        double steps = Unit switch
        {
            ScheduleUnit.Steps => Length,
            ScheduleUnit.Epochs => Length * time.StepsPerEpoch,
            _ => Length * time.StepsInAll,
        };
        return Schedule.At(time with { Start = time.Start + steps });
    }
}
