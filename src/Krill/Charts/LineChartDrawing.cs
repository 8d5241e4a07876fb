namespace Krill.Charts;

/// <summary>Draws a <see cref="LineChart"/>: title, legend, axes, lines, marks, from the top to the bottom.</summary>
internal sealed class LineChartDrawing
{
    const double FontSize = 13, LineHeight = 20, Edge = 12, Slack = 6;

    readonly LineChart _chart;
    readonly Markup _svg = new();
    readonly AxisScale _x;
    readonly AxisScale _y;
    readonly double _left;
    readonly double _right;
    readonly double _bottom;
    double _top;

    public LineChartDrawing(LineChart chart)
    {
        _chart = chart;
        _x = new AxisScale(
            chart.X, chart.Series.SelectMany(series => series.X).Concat(chart.Marks.Select(mark => mark.X)), chart.Width / 72, endsAtTicks: false);
        _y = new AxisScale(chart.Y, chart.Series.SelectMany(Heights), chart.Height / 65, endsAtTicks: true);
        _left = Edge + _y.Labels.Select(label => ChartTheme.WidthOf(label, FontSize)).DefaultIfEmpty(0).Max() + 8;
        _right = chart.Width - Edge - Slack;
        _bottom = chart.Height - Edge - LineHeight - (chart.X.Label.Length > 0 ? LineHeight : 0);
    }

    public SvgDrawing Draw() => new(_chart.Width, _chart.Height, Description, Content());

    string Description
    {
        get
        {
            string what = _chart.Title.Length > 0 ? _chart.Title : _chart.Y.Label.Length > 0 ? _chart.Y.Label : "chart";
            string[] names = [.. _chart.Series.Select(series => series.Name).Where(name => name.Length > 0)];
            string over = _chart.X.Label.Length > 0 ? $" by {_chart.X.Label}" : "";
            return what + over + (names.Length > 0 ? $": {string.Join(", ", names)}" : "");
        }
    }

    Markup Content()
    {
        _top = Edge;
        DrawTitle();
        DrawLegend();
        DrawAxes();
        // A picture within the picture cuts off what lies outside the axes; a little more shows the dots at the ends whole.
        _svg.Add($"""<svg x="{_left - Slack}" y="{_top - Slack}" width="{_right - _left + (2 * Slack)}" height="{_bottom - _top + (2 * Slack)}" """);
        _svg.Add($"""viewBox="{_left - Slack} {_top - Slack} {_right - _left + (2 * Slack)} {_bottom - _top + (2 * Slack)}">""");
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            new SeriesDrawing(_chart, i, _svg, Point).Draw();
        }

        _svg.AddRaw("</svg>");
        DrawMarks();
        if (!_chart.Series.Any(series => series.X.Zip(series.Y).Any(point => _x.IsDrawn(point.First) && _y.IsDrawn(point.Second))))
        {
            _svg.Add($"""<text class="k-muted k-middle" x="{(_left + _right) / 2}" y="{(_top + _bottom) / 2}">no data</text>""");
        }

        return _svg;
    }

    void DrawTitle()
    {
        if (_chart.Title.Length > 0)
        {
            _top += LineHeight;
            _svg.Add($"""<text class="k-text k-title" x="{Edge}" y="{_top - 5}">{_chart.Title}</text>""");
            _top += 4;
        }
    }

    void DrawLegend()
    {
        const double Swatch = 20, Gap = 18;
        double x = Edge;
        bool isFirst = true;
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            Series series = _chart.Series[i];
            if (series.Name.Length == 0)
            {
                continue;
            }

            double width = Swatch + 6 + ChartTheme.WidthOf(series.Name, FontSize);
            if (isFirst || x + width > _right)
            {
                x = Edge;
                _top += LineHeight;
                isFirst = false;
            }

            SeriesDrawing.DrawSwatch(_svg, series, i, (x, _top - 8, Swatch));
            _svg.Add($"""<text class="k-text" x="{x + Swatch + 6}" y="{_top - 4}">{series.Name}</text>""");
            x += width + Gap;
        }
    }

    void DrawAxes()
    {
        if (_chart.Y.Label.Length > 0)
        {
            _top += LineHeight;
            _svg.Add($"""<text class="k-muted" x="{Edge}" y="{_top - 5}">{_chart.Y.Label}</text>""");
        }

        _top += Slack;
        for (int i = 0; i < _y.Ticks.Count; i++)
        {
            double y = Height(_y.Ticks[i]);
            _svg.Add($"""<path class="k-grid" d="M{_left} {y}H{_right}"/><text class="k-muted k-end" x="{_left - 8}" y="{y + 4.5}">{_y.Labels[i]}</text>""");
        }

        double free = double.NegativeInfinity;
        for (int i = 0; i < _x.Ticks.Count; i++)
        {
            double x = Across(_x.Ticks[i]), half = ChartTheme.WidthOf(_x.Labels[i], FontSize) / 2;
            _svg.Add($"""<path class="k-axis" d="M{x} {_bottom}v5"/>""");
            if (x - half > free)
            {
                double middle = Math.Min(x, _chart.Width - half - 2);
                _svg.Add($"""<text class="k-muted k-middle" x="{middle}" y="{_bottom + 19}">{_x.Labels[i]}</text>""");
                free = x + half + 6;
            }
        }

        _svg.Add($"""<path class="k-axis" d="M{_left} {_bottom}H{_right}"/>""");
        if (_chart.X.Label.Length > 0)
        {
            _svg.Add($"""<text class="k-muted k-middle" x="{(_left + _right) / 2}" y="{_bottom + 19 + LineHeight}">{_chart.X.Label}</text>""");
        }
    }

    void DrawMarks()
    {
        foreach (ChartMark mark in _chart.Marks.Where(mark => _x.IsDrawn(mark.X) && _x.Place(mark.X) is >= 0 and <= 1))
        {
            double x = Across(mark.X);
            bool isLeft = x + 4 + ChartTheme.WidthOf(mark.Label, 11) > _right;
            _svg.Add($"""<path class="k-mark" d="M{x} {_top}V{_bottom}"/>""");
            _svg.Add($"""<text class="k-muted k-small{(isLeft ? " k-end" : "")}" x="{x + (isLeft ? -4 : 4)}" y="{_bottom - 6}">{mark.Label}</text>""");
        }
    }

    double Across(double x) => _left + (_x.Place(x) * (_right - _left));

    double Height(double y) => _bottom - (_y.Place(y) * (_bottom - _top));

    (double X, double Y)? Point(double x, double y) => _x.IsDrawn(x) && _y.IsDrawn(y) ? (Across(x), Height(y)) : null;

    /// <summary>All heights that a series reaches, its band included.</summary>
    IEnumerable<double> Heights(Series series) => series.Spread is not { } spread
        ? series.Y
        : series.Y.Zip(spread).SelectMany(pair => double.IsFinite(pair.Second) ? [pair.First - pair.Second, pair.First + pair.Second] : new[] { pair.First });
}
