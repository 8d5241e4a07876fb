namespace Krill.Charts;

/// <summary>Draws one series of a chart: its band, its line, its dots.</summary>
internal sealed class SeriesDrawing(LineChart chart, int number, Markup svg, Func<double, double, (double X, double Y)?> place)
{
    const int MostDots = 40;

    static readonly string[] s_dashes = ["", "6 4", "2 4", "9 4 2 4"];

    readonly Series _series = chart.Series[number];
    readonly int _color = ColorOf(chart.Series[number], number);

    public void Draw()
    {
        bool isLine = _series.Style != SeriesStyle.Points;
        if (_series.Spread is { } spread)
        {
            DrawBand(spread);
        }

        List<List<(double X, double Y)>> lines = isLine ? Lines(i => _series.Y[i]) : [];
        if (lines.Count > 0)
        {
            svg.Add($"""<path class="k-line k-s{_color}"{Dashes(_series, number)} d="{string.Concat(lines.Select(Path))}"/>""");
        }

        if (!isLine || (_series.X.Count <= MostDots && _series.Style == SeriesStyle.Line))
        {
            DrawDots(!isLine ? 4 : _series.X.Count > 1 ? 2.8 : 4);
        }
        else
        {
            // A point between two gaps is a line of no length, which only a dot shows.
            foreach ((double x, double y) in lines.Where(line => line.Count == 1).Select(line => line[0]))
            {
                svg.Add($"""<circle class="k-f{_color}" cx="{x}" cy="{y}" r="1.5"/>""");
            }
        }
    }

    public static void DrawSwatch(Markup svg, Series series, int number, (double X, double Y, double Width) at)
    {
        int color = ColorOf(series, number);
        if (series.Style == SeriesStyle.Points)
        {
            svg.Add($"""<circle class="k-f{color}" cx="{at.X + (at.Width / 2)}" cy="{at.Y}" r="4"/>""");
        }
        else
        {
            svg.Add($"""<path class="k-line k-s{color}"{Dashes(series, number)} d="M{at.X} {at.Y}h{at.Width}"/>""");
        }
    }

    static int ColorOf(Series series, int number) => (series.Color ?? number) % ChartTheme.Colors;

    static Markup Dashes(Series series, int number)
    {
        int round = series.IsDashed ? 1 : (series.Color ?? number) / ChartTheme.Colors % s_dashes.Length;
        var attribute = new Markup();
        if (round > 0)
        {
            attribute.Add($" stroke-dasharray=\"{s_dashes[round]}\"");
        }

        return attribute;
    }

    void DrawBand(IReadOnlyList<double> spread)
    {
        // An edge that has no place, as 0 has none on a logarithmic axis, ends the band: both edges have the same pieces.
        bool HasBoth(int i) => place(_series.X[i], _series.Y[i] + spread[i]) is not null && place(_series.X[i], _series.Y[i] - spread[i]) is not null;
        List<List<(double X, double Y)>> Edge(int sign) => Lines(i => HasBoth(i) ? _series.Y[i] + (sign * spread[i]) : double.NaN);
        List<List<(double X, double Y)>> upper = Edge(1), lower = Edge(-1);
        foreach ((List<(double X, double Y)> above, List<(double X, double Y)> below) in upper.Zip(lower))
        {
            below.Reverse();
            svg.Add($"""<path class="k-band k-f{_color}" d="{Path([.. above, .. below])}Z"/>""");
        }
    }

    void DrawDots(double radius)
    {
        for (int i = 0; i < _series.X.Count; i++)
        {
            if (place(_series.X[i], _series.Y[i]) is { } point)
            {
                svg.Add($"""<circle class="k-dot k-f{_color}" cx="{point.X}" cy="{point.Y}" r="{radius}"><title>{Words(i)}</title></circle>""");
            }
        }
    }

    /// <summary>What a dot says to a reader who points at it.</summary>
    string Words(int i)
    {
        string x = AxisScale.Text(_series.X[i], chart.X.IsPercentage), y = AxisScale.Text(_series.Y[i], chart.Y.IsPercentage);
        string name = _series.Name.Length > 0 ? _series.Name : chart.Y.Label;
        return $"{(chart.X.Label.Length > 0 ? $"{chart.X.Label} " : "")}{x}: {(name.Length > 0 ? $"{name} " : "")}{y}";
    }

    /// <summary>The runs of points that a line goes through without a gap.</summary>
    List<List<(double X, double Y)>> Lines(Func<int, double> height)
    {
        var lines = new List<List<(double X, double Y)>>();
        bool isGap = true;
        for (int i = 0; i < _series.X.Count; i++)
        {
            if (place(_series.X[i], height(i)) is not { } point)
            {
                isGap = true;
                continue;
            }

            if (isGap)
            {
                lines.Add([]);
                isGap = false;
            }

            if (_series.Style == SeriesStyle.Steps && lines[^1].Count > 0)
            {
                lines[^1].Add((point.X, lines[^1][^1].Y));
            }

            lines[^1].Add(point);
        }

        return [.. lines.Select(line => line.Count > chart.Width ? LineThinning.Thin(line) : line)];
    }

    static string Path(IReadOnlyList<(double X, double Y)> line) =>
        string.Concat(line.Select((point, i) => $"{(i == 0 ? "M" : i == 1 ? "L" : " ")}{Markup.Number(point.X)} {Markup.Number(point.Y)}"));
}
