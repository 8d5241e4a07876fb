namespace Krill.Callbacks;

/// <summary>Decay by time: 1 / (1 + rate · t).</summary>
/// <remarks>
/// With steps as the unit it is what <see cref="Optimizers.Optimizer.Decay"/> does of itself. Source: the <c>decay</c> of Keras's OptimizerV2;
/// Keras's <c>InverseTimeDecay</c>, whose rate over <c>decay_steps</c> is the rate here.
/// </remarks>
public sealed class InverseTimeDecay : Schedule
{
    /// <summary>Decay by time.</summary>
    /// <param name="rate">How fast it falls, 0 or more: at t = 1 / rate it has fallen to a half.</param>
    /// <param name="unit">What t counts in.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or there is no such unit.</exception>
    public InverseTimeDecay(double rate, ScheduleUnit unit)
    {
        Rate = Require.AtLeast(rate, 0, "InverseTimeDecay, rate");
        Unit = Require.Defined(unit, nameof(InverseTimeDecay), "unit", nameof(unit));
    }

    /// <summary>How fast it falls.</summary>
    public double Rate { get; }

    /// <summary>What the time counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>Whether only whole units of time count, so that it falls in steps; false by default.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double now = time.In(Unit);
        return 1 / (1 + (Rate * (Staircase ? Math.Floor(now) : now)));
    }
}
