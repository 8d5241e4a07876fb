namespace Krill.Callbacks;

/// <summary>Once up and down over the whole training: from <see cref="Start"/> to <see cref="Peak"/>, and down to <see cref="End"/>, far below the start.</summary>
/// <remarks>
/// <para>With T steps in all it is at the peak at step <see cref="Rise"/> · T - 1, and at the end at step T - 1, the last; in between it follows
/// <see cref="Annealing"/>. With <see cref="IsThreePhase"/> it falls as long as it rose, back to the start, and only then to the end.</para>
/// <para>The numbers by default are factors of a learning rate; PyTorch's are the same with <c>div_factor</c> = Peak / Start and
/// <c>final_div_factor</c> = Start / End. For the momentum that goes the other way, <c>new OneCycle { Start = 0.95, Peak = 0.85, End = 0.95 }</c>
/// in a <see cref="ScheduledMomentum"/>. Source: Smith and Topin (2018), in the form of PyTorch's <c>OneCycleLR</c>, whose default shape is fast.ai's.</para>
/// </remarks>
public sealed class OneCycle : Schedule
{
    /// <summary>The number at the first step; finite, by default 0.04, a 25th of the peak.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double Start { get; init => field = Require.Finite(value, "OneCycle.Start"); } = 0.04;

    /// <summary>The number at the top; finite, by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double Peak { get; init => field = Require.Finite(value, "OneCycle.Peak"); } = 1;

    /// <summary>The number at the last step; finite, by default 4e-6, a 10,000th of the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double End { get; init => field = Require.Finite(value, "OneCycle.End"); } = 4e-6;

    /// <summary>The share of the training that it rises for, greater than 0 and less than 1, with three phases at most 0.5; by default 0.3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double Rise { get; init => field = Require.Below(Require.Positive(value, "OneCycle.Rise"), 0, 1, "OneCycle.Rise"); } = 0.3;

    /// <summary>The form of the ways; by default Cosine.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such form.</exception>
    public Annealing Annealing { get; init => field = Require.Defined(value, "OneCycle.Annealing"); }

    /// <summary>Whether it falls back to the start before it falls to the end, as in the paper; false by default.</summary>
    public bool IsThreePhase { get; init; }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double all = time.StepsInAll, now = time.Steps;

        // As short a training as two steps has a peak, though it starts with it.
        double top = Math.Max((Rise * all) - 1, 0), last = all - 1;
        if (now < top)
        {
            return Between(Start, Peak, now / top);
        }

        double back = Math.Min(2 * top, last);
        return IsThreePhase switch
        {
            true when now < back => Between(Peak, Start, (now - top) / (back - top)),
            true => Between(Start, End, Share(now, back, last)),
            false => Between(Peak, End, Share(now, top, last)),
        };
    }

    double Between(double from, double to, double share) =>
        Annealing == Annealing.Cosine ? CosineDecay.Fall(share, from, to) : from + ((to - from) * share);

    static double Share(double now, double from, double to) => now < to ? (now - from) / (to - from) : 1;
}
