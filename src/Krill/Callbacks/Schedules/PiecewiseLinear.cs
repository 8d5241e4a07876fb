namespace Krill.Callbacks;

/// <summary>A number that goes in straight lines from point to point; before the first and after the last it stays.</summary>
/// <remarks>For instance <c>new PiecewiseLinear([(0, 1), (1, 0)])</c> falls evenly over the whole training. Source: NumPy's <c>interp</c>.</remarks>
public sealed class PiecewiseLinear : Schedule
{
    readonly (double Time, double Value)[] _points;

    /// <summary>Straight lines.</summary>
    /// <param name="points">The points, at least one; times grow from point to point.</param>
    /// <param name="unit">What the times count in; by default the whole training.</param>
    /// <exception cref="ArgumentException">There is no point, a number is not finite, or times do not grow.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public PiecewiseLinear(IReadOnlyList<(double Time, double Value)> points, ScheduleUnit unit = ScheduleUnit.Training)
    {
        ArgumentNullException.ThrowIfNull(points);
        Unit = Require.Defined(unit, nameof(PiecewiseLinear), "unit", nameof(unit));
        _points = [.. points];
        SchedulePoints.Check(_points, nameof(PiecewiseLinear), nameof(points));
    }

    /// <summary>The points.</summary>
    public IReadOnlyList<(double Time, double Value)> Points => _points;

    /// <summary>What the times count in.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double now = time.In(Unit);
        int next = SchedulePoints.Passed(_points, now);
        if (next == 0 || next == _points.Length)
        {
            return _points[Math.Max(next - 1, 0)].Value;
        }

        (double fromTime, double from) = _points[next - 1];
        (double toTime, double to) = _points[next];
        return from + ((to - from) * (now - fromTime) / (toTime - fromTime));
    }
}
