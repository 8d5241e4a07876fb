using System.Globalization;
using System.Text;
using Krill.Charts;

namespace Krill.Reports;

/// <summary>Draws a confusion matrix as a heat map: a row a class, its colours the shares of that row; counts in the cells where there is room.</summary>
internal static class ConfusionPicture
{
    const int Shades = 16;

    public static SvgDrawing Draw(string title, ConfusionMatrix matrix, IReadOnlyList<string> names)
    {
        // The more classes, the smaller the cells: with counts in them up to 20 classes, with names beside them up to 100 and more.
        double cell = matrix.Classes switch { <= 10 => 44, <= 20 => 34, <= 40 => 18, _ => 10 };
        double font = Math.Min(cell * 0.9, 13);
        double longest = names.Max(name => ChartTheme.WidthOf(name, font));
        bool isUpright = longest <= cell - 2;
        double left = 30 + Math.Max(longest, 40) + 8, top = 56 + (isUpright ? font + 8 : longest + 8), side = cell * matrix.Classes;
        var svg = new Markup();
        svg.Add($"""<text class="k-text k-title" x="12" y="26">{title}</text>""");
        svg.Add($"""<text class="k-muted k-middle" x="{left + (side / 2)}" y="46">predicted</text>""");
        svg.Add($"""<text class="k-muted k-middle" transform="translate(20 {top + (side / 2)}) rotate(-90)">actual</text>""");
        svg.Add($"""<rect class="k-card" x="{left}" y="{top}" width="{side}" height="{side}"/>""");
        for (int i = 0; i < matrix.Classes; i++)
        {
            double middle = (i + 0.5) * cell;
            svg.Add($"""<text class="k-text k-end" font-size="{font}" x="{left - 8}" y="{top + middle + (font * 0.35)}">{names[i]}</text>""");
            string turned = isUpright ? "" : " rotate(-90)";
            (string anchor, double x) = isUpright ? ("k-middle", middle) : ("", middle + (font * 0.35));
            svg.Add($"""<text class="k-text {anchor}" font-size="{font}" transform="translate({left + x} {top - 8}){turned}">{names[i]}</text>""");
        }

        DrawCells(svg, matrix, (left, top, cell));
        if (matrix.Classes <= 20)
        {
            DrawCounts(svg, matrix, names, (left, top, cell));
        }

        return new SvgDrawing(left + side + 24, top + side + 24, Description(matrix, names), svg);
    }

    /// <summary>The pairs of classes that are mistaken most often, in words.</summary>
    public static IEnumerable<(int Actual, int Predicted, int Count)> Confusions(ConfusionMatrix matrix) =>
        from actual in Enumerable.Range(0, matrix.Classes)
        from predicted in Enumerable.Range(0, matrix.Classes)
        where actual != predicted && matrix[actual, predicted] > 0
        orderby matrix[actual, predicted] descending, actual, predicted
        select (actual, predicted, matrix[actual, predicted]);

    /// <summary>All cells of a shade are one path, so that a hundred classes are no hundred thousand letters. The cube root shows single mistakes too.</summary>
    static void DrawCells(Markup svg, ConfusionMatrix matrix, (double Left, double Top, double Cell) at)
    {
        var paths = new StringBuilder[2, Shades];
        string cell = Markup.Number(at.Cell);
        for (int actual = 0; actual < matrix.Classes; actual++)
        {
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
            {
                if (matrix[actual, predicted] > 0)
                {
                    ref StringBuilder path = ref paths[actual == predicted ? 0 : 1, Shade(matrix, actual, predicted)];
                    path ??= new StringBuilder();
                    path.Append($"M{Markup.Number(at.Left + (predicted * at.Cell))} {Markup.Number(at.Top + (actual * at.Cell))}h{cell}v{cell}h-{cell}z");
                }
            }
        }

        for (int i = 0; i < 2; i++)
        {
            for (int shade = 0; shade < Shades; shade++)
            {
                if (paths[i, shade] is { } path)
                {
                    svg.Add($"""<path class="k-f{i}" fill-opacity="{(shade + 1.0) / Shades}" d="{path.ToString()}"/>""");
                }
            }
        }
    }

    static void DrawCounts(Markup svg, ConfusionMatrix matrix, IReadOnlyList<string> names, (double Left, double Top, double Cell) at)
    {
        double font = matrix.Classes <= 10 ? 12 : 10;
        for (int actual = 0; actual < matrix.Classes; actual++)
        {
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
            {
                if (matrix[actual, predicted] is > 0 and int count)
                {
                    (double x, double y) = (at.Left + ((predicted + 0.5) * at.Cell), at.Top + ((actual + 0.5) * at.Cell) + (font * 0.35));
                    string color = Shade(matrix, actual, predicted) >= Shades * 3 / 4 ? "k-on" : "k-text";
                    svg.Add($"""<text class="{color} k-middle" font-size="{font}" x="{x}" y="{y}">{count}<title>actual {names[actual]}, predicted {names[predicted]}: {count} of {matrix.ImagesOf(actual)}</title></text>""");
                }
            }
        }
    }

    static int Shade(ConfusionMatrix matrix, int actual, int predicted) =>
        Math.Clamp((int)Math.Ceiling(Math.Cbrt((double)matrix[actual, predicted] / matrix.ImagesOf(actual)) * Shades) - 1, 0, Shades - 1);

    static string Description(ConfusionMatrix matrix, IReadOnlyList<string> names)
    {
        string most = string.Join(", ", Confusions(matrix).Take(3).Select(pair => $"{names[pair.Actual]} for {names[pair.Predicted]} ({pair.Count} times)"));
        string mistaken = most.Length > 0 ? $"; most often mistaken: {most}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"Confusion matrix of {matrix.Classes} classes: {matrix.Correct} of {matrix.Count} images correct{mistaken}");
    }
}
