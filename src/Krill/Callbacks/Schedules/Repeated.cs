namespace Krill.Callbacks;

/// <summary>A schedule that is gone through several times, each in a part of the training; the parts are as equal as whole epochs allow.</summary>
/// <remarks>
/// To the schedule, each part is a training of its own. Made for <see cref="RandomRestarts"/>, with whose starts the parts begin. Behind a <see cref="Warmup"/> the
/// epochs that are left are divided, that in which it ends included; the first part begins where it ends.
/// </remarks>
public sealed class Repeated : Schedule
{
    /// <summary>A repeated schedule.</summary>
    /// <param name="schedule">What is repeated.</param>
    /// <param name="times">How often it is gone through, at least 1; no more often than there are epochs.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public Repeated(Schedule schedule, int times)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
        Times = Require.AtLeast(times, 1, "Repeated, times");
    }

    /// <summary>What is repeated.</summary>
    public Schedule Schedule { get; }

    /// <summary>How often the schedule is gone through.</summary>
    public int Times { get; }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        // The start may be a hair before the epoch that it is meant to be.
        int before = (int)((time.Start / time.StepsPerEpoch) + 1e-9);
        var part = TrainingPart.Of((int)(time.Step / time.StepsPerEpoch) - before + 1, Math.Max(time.Epochs - before, 1), Times);
        long first = (long)(before + part.Start) * time.StepsPerEpoch;
        return Schedule.At(new TrainingTime(time.Step - first, time.StepsPerEpoch, part.Epochs) { Start = Math.Max(time.Start - first, 0) });
    }
}
