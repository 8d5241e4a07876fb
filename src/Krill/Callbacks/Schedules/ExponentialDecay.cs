namespace Krill.Callbacks;

/// <summary>Exponential decay, smooth or in steps: rate ^ (t / length).</summary>
/// <remarks>
/// The step decay of so many recipes is <c>new ExponentialDecay(0.5, 10, ScheduleUnit.Epochs) { Staircase = true }</c>: half as much every ten epochs. Source:
/// Keras's <c>ExponentialDecay</c>; PyTorch's <c>ExponentialLR</c> and <c>StepLR</c>.
/// </remarks>
public sealed class ExponentialDecay : Schedule
{
    /// <summary>Exponential decay.</summary>
    /// <param name="rate">What is left after each length, greater than 0.</param>
    /// <param name="length">How long that takes, greater than 0.</param>
    /// <param name="unit">What t and the length count in.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0, or there is no such unit.</exception>
    public ExponentialDecay(double rate, double length, ScheduleUnit unit)
    {
        Rate = Require.Positive(rate, "ExponentialDecay, rate");
        Length = Require.Positive(length, "ExponentialDecay, length");
        Unit = Require.Defined(unit, nameof(ExponentialDecay), "unit", nameof(unit));
    }

    /// <summary>What is left after each length.</summary>
    public double Rate { get; }

    /// <summary>How long that takes.</summary>
    public double Length { get; }

    /// <summary>What the time counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>Whether only whole lengths count, so that it falls in steps; false by default.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double lengths = time.In(Unit) / Length;
        return Math.Pow(Rate, Staircase ? Math.Floor(lengths) : lengths);
    }
}
