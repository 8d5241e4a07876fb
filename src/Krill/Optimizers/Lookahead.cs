using Krill.Callbacks;

namespace Krill.Optimizers;

/// <summary>Around any optimizer: k steps forward with fast weights, then slow weights go a part of the way after them, and the fast ones start again from there.</summary>
/// <remarks>
/// <para>After every <see cref="SyncPeriod"/>th step: slow ← slow + α (w - slow), w ← slow, with α the <see cref="SlowStepSize"/>. The inner optimizer's state stays as it is.</para>
/// <para>Between epochs and after the training the model has the slow weights (<see cref="WeightAverage"/>), as the paper evaluates. Source: Zhang et al. (2019); TensorFlow
/// Addons' <c>Lookahead</c>. The variant of Jordan's CIFAR-10 speed runs, whose slow weights come to rest, takes in its statistics and has
/// <c>StepSizeSchedule = new LambdaSchedule(share =&gt; 1 - (Math.Pow(0.95, 5) * Math.Pow(share, 3)), ScheduleUnit.Training)</c>.</para>
/// </remarks>
public sealed class Lookahead : WeightAverage
{
    /// <summary>Lookahead.</summary>
    /// <param name="optimizer">What takes the steps of the fast weights.</param>
    /// <exception cref="ArgumentException">The optimizer averages weights itself.</exception>
    public Lookahead(Optimizer optimizer)
        : base(optimizer)
    {
    }

    /// <summary>k, steps of the fast weights for one of the slow ones, at least 1; by default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int SyncPeriod { get; init => field = Require.AtLeast(value, 1, "Lookahead.SyncPeriod"); } = 5;

    /// <summary>α, the part of the way that the slow weights go, greater than 0 and at most 1; by default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0, or greater than 1.</exception>
    public double SlowStepSize { get; init => field = Require.AtMost(Require.Positive(value, "Lookahead.SlowStepSize"), 1, "Lookahead.SlowStepSize"); } = 0.5;

    /// <summary>α over time, 0 to 1, taken at the end of the step, in place of the constant one; none by default.</summary>
    public Schedule? StepSizeSchedule { get; init; }

    /// <inheritdoc/>
    internal override bool SetsWeights => true;

    /// <inheritdoc/>
    private protected override int Period => SyncPeriod;

    /// <inheritdoc/>
    private protected override double ShareOf(long number) => StepSizeSchedule is { } schedule ? Checked(schedule.At(Time), "step size") : SlowStepSize;
}
