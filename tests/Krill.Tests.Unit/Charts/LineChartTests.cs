using System.Globalization;
using System.Xml.Linq;
using Krill.Charts;

namespace Krill.Tests.Unit.Charts;

public sealed class LineChartTests
{
    static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToSvg_NamesWithMarkup_StayText()
    {
        var chart = new LineChart
        {
            Title = "<script>alert(\"1\")</script> & co",
            X = new Axis { Label = "a < b" },
            Series = { new Series("x>\0y'", [1, 2], [1, 2]) },
            Marks = { new ChartMark(1.5, "</svg>") },
        };

        string[] texts = [.. Elements(chart, "text").Select(text => text.Value)];

        Assert.Contains("<script>alert(\"1\")</script> & co", texts);
        Assert.Contains("a < b", texts);
        Assert.Contains("x>\uFFFDy'", texts);
        Assert.Contains("</svg>", texts);
        Assert.DoesNotContain("<script", chart.ToSvg(), StringComparison.Ordinal);
    }

    // 640 × 400 without title and labels: from x = 12 + width of "10" + 8 to 640 - 18, from y = 18 to 400 - 32; the axes go from 0 to 10 and from 0 to 10.
    [Fact]
    public void ToSvg_Points_LieAtTheirPlaces()
    {
        var chart = new LineChart { Series = { new Series("", [0, 5, 10], [0, 10, 5]) } };

        double[][] points = Points(Lines(chart).Single());

        double left = 12 + (2 * 0.59 * 13) + 8;
        Assert.Equal(3, points.Length);
        AssertNear([left, 368], points[0]);
        AssertNear([(left + 622) / 2, 18], points[1]);
        AssertNear([622, 193], points[2]);
    }

    [Fact]
    public void ToSvg_LogarithmicAxis_PutsEqualFactorsAtEqualDistances()
    {
        var chart = new LineChart { Y = new Axis { IsLogarithmic = true }, Series = { new Series("", [0, 1, 2, 3], [0.001, 0.1, 10, 1000]) } };

        double[] heights = [.. Points(Lines(chart).Single()).Select(point => point[1])];

        AssertNear([heights[0] - heights[1], heights[0] - heights[1]], [heights[1] - heights[2], heights[2] - heights[3]]);
    }

    [Fact]
    public void ToSvg_BandBelowZeroOnALogarithmicAxis_HasAGapThere()
    {
        var chart = new LineChart
        {
            Y = new Axis { IsLogarithmic = true },
            Series = { new Series("", [0, 1, 2, 3, 4], [10, 10, 10, 10, 10]) { Spread = [1, 2, 10, 3, 4] } },
        };

        double[][][] bands =
        [
            .. Elements(chart, "path").Where(path => Class(path).StartsWith("k-band", StringComparison.Ordinal)).Select(path => Points(path.Attribute("d")!.Value.TrimEnd('Z'))),
        ];

        Assert.Equal([4, 4], bands.Select(band => band.Length));
        Assert.All(bands, band => Assert.Equal(2, band.Select(point => point[0]).Distinct().Count()));
        Assert.True(bands[0].Max(point => point[0]) < bands[1].Min(point => point[0]));
    }

    [Fact]
    public void ToSvg_WhatIsNoNumber_BreaksTheLine()
    {
        var chart = new LineChart { Series = { new Series("loss", [1, 2, 3, 4, 5, 6], [3, 2, double.NaN, double.PositiveInfinity, 2, 1]) } };

        Assert.Equal(2, Lines(chart).Last().Count(letter => letter == 'M'));
        Assert.Equal(4, Elements(chart, "circle").Count());
        Assert.DoesNotContain("NaN", chart.ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", chart.ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", chart.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_LogarithmicAxis_LeavesOutWhatIsNotPositive()
    {
        var chart = new LineChart { Y = new Axis { IsLogarithmic = true }, Series = { new Series("", [1, 2, 3], [0, -1, 1]) } };

        Assert.Single(Elements(chart, "circle"));
    }

    // Without the ends that cannot be, the axis is as if none were given.
    [Theory]
    [InlineData(0.0, null)]
    [InlineData(-1.0, null)]
    [InlineData(-2.0, -1.0)]
    [InlineData(null, 0.0)]
    public void ToSvg_LogarithmicAxisWithAnEndThatIsNotPositive_IsDrawnWithoutIt(double? minimum, double? maximum)
    {
        LineChart Chart(Axis axis) => new() { X = axis, Y = axis, Series = { new Series("", [1, 10, 100], [1, 10, 100]) } };

        string svg = Chart(new Axis { IsLogarithmic = true, Minimum = minimum, Maximum = maximum }).ToSvg();

        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.Equal(Chart(new Axis { IsLogarithmic = true }).ToSvg(), svg);
    }

    [Theory]
    [InlineData(true, null, 0.5)]
    [InlineData(true, 200.0, null)]
    [InlineData(false, null, 0.5)]
    [InlineData(false, 200.0, null)]
    public void ToSvg_AllNumbersBeyondAnEnd_HasAnAxisToThatEnd(bool isLogarithmic, double? minimum, double? maximum)
    {
        var axis = new Axis { IsLogarithmic = isLogarithmic, Minimum = minimum, Maximum = maximum };
        var scale = new AxisScale(axis, [1, 10, 100], 5, endsAtTicks: true);

        Assert.Equal(minimum is null ? 1 : 0, scale.Place(minimum ?? maximum!.Value));
        Assert.True(minimum is null ? scale.Place(1) > 1 : scale.Place(100) < 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToSvg_NothingToDraw_SaysSo(bool isLogarithmic)
    {
        var axis = new Axis { IsLogarithmic = isLogarithmic };

        Assert.Contains("no data", Elements(new LineChart { X = axis, Y = axis }, "text").Select(text => text.Value));
        Assert.Contains("no data", Elements(new LineChart { X = axis, Y = axis, Series = { new Series("", [1], [double.NaN]) } }, "text").Select(text => text.Value));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 0.5)]
    [InlineData(0, -1e-12)]
    [InlineData(1e12, 1e299)]
    [InlineData(-7, 1e-300)]
    public void ToSvg_OnePoint_LiesWithin(double x, double y)
    {
        XElement dot = Elements(new LineChart { Series = { new Series("", [x], [y]) } }, "circle").Single();

        Assert.InRange(double.Parse(dot.Attribute("cx")!.Value, CultureInfo.InvariantCulture), 0, 640);
        Assert.InRange(double.Parse(dot.Attribute("cy")!.Value, CultureInfo.InvariantCulture), 0, 400);
    }

    [Fact]
    public void ToSvg_ManyPoints_AreThinnedToTheirFirstLeastGreatestAndLastInEachColumn()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] y = [.. x.Select(i => Math.Sin(i * 1.3) + (i == 54_321 ? 5 : 0))];
        var chart = new LineChart { Series = { new Series("", x, y) } };

        double[][] points = Points(Lines(chart).Single());

        Assert.InRange(points.Length, 2 * 500, 4 * 640);
        double[] peak = points.MinBy(point => point[1])!;
        Assert.Equal(points[0][0] + ((points[^1][0] - points[0][0]) * 54_321 / 99_999), peak[0], 1.0);
    }

    [Fact]
    public void ToSvg_Steps_KeepTheirHeightUntilTheNext()
    {
        var chart = new LineChart { Series = { new Series("", [0, 1], [0, 1]) { Style = SeriesStyle.Steps } } };

        double[][] points = Points(Lines(chart).Single());

        Assert.Equal(3, points.Length);
        AssertNear([points[2][0], points[0][1]], points[1]);
    }

    [Fact]
    public void ToSvg_Band_GoesFromAboveToBelow()
    {
        var chart = new LineChart { Series = { new Series("", [0, 1], [1, 1]) { Spread = [1, 1] } } };

        double[][] band = Points(Elements(chart, "path").Single(path => Class(path).StartsWith("k-band", StringComparison.Ordinal)).Attribute("d")!.Value.TrimEnd('Z'));

        Assert.Equal(18, band[0][1], 0.01);
        Assert.Equal(368, band[3][1], 0.01);
    }

    [Fact]
    public void ToSvg_Again_IsTheSame()
    {
        LineChart Make() => new() { Title = "t", Series = { new Series("a", [1, 2, 3], [0.1, 0.2, 0.30000001]) } };

        Assert.Equal(Make().ToSvg(), Make().ToSvg());
    }

    [Fact]
    public void Save_Path_HoldsThePicture()
    {
        using var folder = new TempFolder();
        var chart = new LineChart { Title = "Loss" };

        chart.Save(folder["pictures/loss.svg"]);

        Assert.Equal(chart.ToSvg(), File.ReadAllText(folder["pictures/loss.svg"]));
    }

    [Fact]
    public void Series_CountsThatDiffer_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Series("loss", [1, 2], [1]));

        Assert.Equal("Series \"loss\": received 2 numbers of x and 1 of y; expected as many of each.", error.Message);
        error = Assert.Throws<ArgumentException>(() => new Series("loss", [1], [1]) { Spread = [] });
        Assert.Equal("Series \"loss\": received 1 numbers of x and 0 of Spread; expected as many of each.", error.Message);
    }

    [Fact]
    public void Axis_EndsTheWrongWayRound_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new LineChart { X = new Axis { Minimum = 2, Maximum = 1 } }.ToSvg());

        Assert.Equal("Axis: received a minimum of 2 and a maximum of 1; expected the minimum to be the lesser.", error.Message);
        Assert.StartsWith(
            "Axis.Minimum: received NaN; expected a finite number.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Axis { Minimum = double.NaN }).Message,
            StringComparison.Ordinal);
    }

    static IEnumerable<XElement> Elements(LineChart chart, string name) => XDocument.Parse(chart.ToSvg()).Descendants(s_svg + name);

    static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    static IEnumerable<string> Lines(LineChart chart) =>
        Elements(chart, "path").Where(path => Class(path).StartsWith("k-line", StringComparison.Ordinal)).Select(path => path.Attribute("d")!.Value);

    static double[][] Points(string path) =>
    [
        .. path.Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).Chunk(2),
    ];

    static void AssertNear(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.02));
}
