namespace Krill.Callbacks;

/// <summary>Half cosines one behind the other, each from its peak down to <see cref="Alpha"/>: warm restarts.</summary>
/// <remarks>
/// Period i, the first being 0, is <see cref="TMul"/>^i times as long as the first and starts from <see cref="MMul"/>^i: at the share s of it the number is
/// (1 - α) mMul^i (1 + cos(π s)) / 2 + α. Source: Loshchilov and Hutter (2017); Keras's <c>CosineDecayRestarts</c>.
/// </remarks>
public sealed class CosineDecayRestarts : Schedule
{
    /// <summary>Cosine decay with restarts.</summary>
    /// <param name="firstLength">The length of the first period, greater than 0.</param>
    /// <param name="unit">What it counts in.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0, or there is no such unit.</exception>
    public CosineDecayRestarts(double firstLength, ScheduleUnit unit)
    {
        FirstLength = Require.Positive(firstLength, "CosineDecayRestarts, firstLength");
        Unit = Require.Defined(unit, nameof(CosineDecayRestarts), "unit", nameof(unit));
    }

    /// <summary>The length of the first period.</summary>
    public double FirstLength { get; }

    /// <summary>What the time counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>How much longer each period is than the one before, at least 1; by default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public double TMul { get; init => field = Require.AtLeast(value, 1, "CosineDecayRestarts.TMul"); } = 2;

    /// <summary>The peak of each period as a share of that before, greater than 0; by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public double MMul { get; init => field = Require.Positive(value, "CosineDecayRestarts.MMul"); } = 1;

    /// <summary>α, where each period ends; finite, 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double Alpha { get; init => field = Require.Finite(value, "CosineDecayRestarts.Alpha"); }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double rest = time.In(Unit), length = FirstLength, peak = 1;
        if (TMul == 1)
        {
            double periods = Math.Floor(rest / length);
            (rest, peak) = (rest - (periods * length), Math.Pow(MMul, periods));
        }

        // Periods that grow are few, and found one by one: by logarithms a restart might be one step off.
        while (rest >= length)
        {
            rest -= length;
            length *= TMul;
            peak *= MMul;
        }

        return Alpha + ((1 - Alpha) * CosineDecay.Fall(rest / length, peak, 0));
    }
}
