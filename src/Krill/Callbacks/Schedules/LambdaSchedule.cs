namespace Krill.Callbacks;

/// <summary>A number by a formula.</summary>
/// <remarks>For instance <c>new LambdaSchedule(share =&gt; Math.Pow(1 - share, 0.9), ScheduleUnit.Training)</c>. Source: PyTorch's <c>LambdaLR</c>.</remarks>
public sealed class LambdaSchedule : Schedule
{
    readonly Func<double, double> _function;

    /// <summary>A formula.</summary>
    /// <param name="function">From the time to the number. Of the time alone, so that a training that is taken up again goes on as it would have.</param>
    /// <param name="unit">What the time counts in.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public LambdaSchedule(Func<double, double> function, ScheduleUnit unit)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
        Unit = Require.Defined(unit, nameof(LambdaSchedule), "unit", nameof(unit));
    }

    /// <summary>What the time counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double At(TrainingTime time) => _function(time.In(Unit));
}
