namespace Krill.Charts;

/// <summary>How a series is drawn.</summary>
public enum SeriesStyle
{
    /// <summary>A line through the points in their order; a dot on each where there are few.</summary>
    Line,

    /// <summary>A dot for each point.</summary>
    Points,

    /// <summary>A line that stays at a point's height until the next.</summary>
    Steps,
}
