namespace Krill.Charts;

/// <summary>Lines or points over an axis, as an SVG picture that is light or dark as its surroundings are.</summary>
/// <remarks>
/// The same numbers give the same bytes. Axes end at round numbers; colours can be told apart by the colour-blind, and beyond eight series dashes tell them apart.
/// Series of more points than the picture has room for are thinned out so that it looks the same.
/// </remarks>
public sealed class LineChart : Drawing
{
    internal const int LeastSize = 120;

    /// <summary>What stands above; empty by default.</summary>
    public string Title { get; init; } = "";

    /// <summary>The horizontal axis; by default linear and without a label.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis; by default linear and without a label.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>What is drawn, the first below the others; by default nothing.</summary>
    public IList<Series> Series { get; init; } = [];

    /// <summary>Places that are marked; by default none.</summary>
    public IList<ChartMark> Marks { get; init; } = [];

    /// <summary>Width in pixels, at least 120; 640 by default. The picture scales to any size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 120.</exception>
    public int Width { get; init => field = Require.AtLeast(value, LeastSize, "LineChart.Width"); } = 640;

    /// <summary>Height in pixels, at least 120; 400 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 120.</exception>
    public int Height { get; init => field = Require.AtLeast(value, LeastSize, "LineChart.Height"); } = 400;

    /// <inheritdoc/>
    internal override SvgDrawing Draw() => new LineChartDrawing(this).Draw();
}
