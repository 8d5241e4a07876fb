namespace Krill.Callbacks;

/// <summary>A number that jumps at given times, and stays in between.</summary>
/// <remarks>
/// For instance <c>new PiecewiseConstant([(0, 1), (0.5, 0.1), (0.75, 0.01)])</c>. A value holds from its time on; before the first time the first holds. Source:
/// Keras's <c>PiecewiseConstantDecay</c>, in which a value holds until its boundary, the boundary's step included: there the times are greater by 1;
/// PyTorch's <c>MultiStepLR</c>.
/// </remarks>
public sealed class PiecewiseConstant : Schedule
{
    readonly (double Time, double Value)[] _points;

    /// <summary>Jumps.</summary>
    /// <param name="points">From when on which value holds, at least one; times grow from point to point.</param>
    /// <param name="unit">What the times count in; by default the whole training.</param>
    /// <exception cref="ArgumentException">There is no point, a number is not finite, or times do not grow.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public PiecewiseConstant(IReadOnlyList<(double Time, double Value)> points, ScheduleUnit unit = ScheduleUnit.Training)
    {
        ArgumentNullException.ThrowIfNull(points);
        Unit = Require.Defined(unit, nameof(PiecewiseConstant), "unit", nameof(unit));
        _points = [.. points];
        SchedulePoints.Check(_points, nameof(PiecewiseConstant), nameof(points));
    }

    /// <summary>The points.</summary>
    public IReadOnlyList<(double Time, double Value)> Points => _points;

    /// <summary>What the times count in.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double At(TrainingTime time) => _points[Math.Max(SchedulePoints.Passed(_points, time.In(Unit)) - 1, 0)].Value;
}
