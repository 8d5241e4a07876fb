namespace Krill.Callbacks;

/// <summary>Half a cosine from 1 down to <see cref="Alpha"/>: (1 - α) (1 + cos(π t / length)) / 2 + α; then it stays.</summary>
/// <remarks>Source: Loshchilov and Hutter (2017); Keras's <c>CosineDecay</c>. Its warm-up is a <see cref="Warmup"/>.</remarks>
public sealed class CosineDecay : Schedule
{
    /// <summary>Cosine decay.</summary>
    /// <param name="length">How long it falls, greater than 0; by default 1: the whole training.</param>
    /// <param name="unit">What t and the length count in; by default the whole training.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0, or there is no such unit.</exception>
    public CosineDecay(double length = 1, ScheduleUnit unit = ScheduleUnit.Training)
    {
        Length = Require.Positive(length, "CosineDecay, length");
        Unit = Require.Defined(unit, nameof(CosineDecay), "unit", nameof(unit));
    }

    /// <summary>How long it falls.</summary>
    public double Length { get; }

    /// <summary>What the time counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>α, where it ends; finite, 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double Alpha { get; init => field = Require.Finite(value, "CosineDecay.Alpha"); }

    /// <inheritdoc/>
    public override double At(TrainingTime time) => Fall(Math.Min(time.In(Unit) / Length, 1), 1, Alpha);

    /// <summary>Half a cosine from a number at share 0 to another at share 1.</summary>
    internal static double Fall(double share, double from, double to) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
