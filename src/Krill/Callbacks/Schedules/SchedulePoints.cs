namespace Krill.Callbacks;

/// <summary>Points of time with a value each, in order.</summary>
internal static class SchedulePoints
{
    public static void Check((double Time, double Value)[] points, string owner, string parameter)
    {
        bool isGrowing = points.Zip(points.Skip(1)).All(pair => pair.First.Time < pair.Second.Time);
        if (points.Length == 0 || !isGrowing || !points.All(point => double.IsFinite(point.Time) && double.IsFinite(point.Value)))
        {
            throw new ArgumentException($"{owner}: received the points {string.Join(", ", points)}; expected at least one, finite, with times that grow.", parameter);
        }
    }

    /// <summary>How many points have their time behind them.</summary>
    public static int Passed((double Time, double Value)[] points, double now)
    {
        int passed = 0;
        while (passed < points.Length && points[passed].Time <= now)
        {
            passed++;
        }

        return passed;
    }
}
