using System.Globalization;
using Krill.Charts;

namespace Krill.Reports;

/// <summary>Draws the accuracy on each class as a bar.</summary>
internal static class ClassAccuracyPicture
{
    const int MostRows = 25;
    const double Row = 24, WideBar = 240, NarrowBar = 120, FontSize = 13, Gap = 12;

    /// <summary>Few classes stand in their order, many from the worst to the best.</summary>
    public static SvgDrawing Draw(string title, ConfusionMatrix matrix, IReadOnlyList<string> names)
    {
        int[] order = [.. Enumerable.Range(0, matrix.Classes)];
        if (matrix.Classes > 20)
        {
            order = [.. order.OrderBy(i => matrix.AccuracyOf(i) ?? 2)];
        }

        int columns = (order.Length + MostRows - 1) / MostRows, rows = (order.Length + columns - 1) / columns;
        bool isLong = columns == 1;
        double bar = isLong ? WideBar : NarrowBar;
        double name = names.Max(text => ChartTheme.WidthOf(text, FontSize));
        double text = order.Max(i => ChartTheme.WidthOf(Words(matrix, i, isLong), FontSize)), width = name + bar + text + (3 * Gap);
        var svg = new Markup();
        svg.Add($"""<text class="k-text k-title" x="{Gap}" y="26">{title}</text>""");
        for (int place = 0; place < order.Length; place++)
        {
            int i = order[place];
            (double x, double y) = ((place / rows * width) + Gap, 42 + (place % rows * Row));
            double share = matrix.AccuracyOf(i) ?? 0;
            svg.Add($"""<text class="k-text k-end" x="{x + name}" y="{y + 16}">{names[i]}</text>""");
            svg.Add($"""<rect class="k-track" x="{x + name + 8}" y="{y + 5}" width="{bar}" height="14" rx="3"/>""");
            svg.Add($"""<rect class="k-f0" x="{x + name + 8}" y="{y + 5}" width="{bar * share}" height="14" rx="3"/>""");
            svg.Add($"""<text class="k-muted" x="{x + name + bar + 16}" y="{y + 16}">{Words(matrix, i, isLong)}</text>""");
        }

        return new SvgDrawing((columns * width) + Gap, 42 + (rows * Row) + Gap, Description(matrix, names), svg);
    }

    static string Words(ConfusionMatrix matrix, int i, bool isLong) => matrix.AccuracyOf(i) is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0}%{(isLong ? $", {matrix.ImagesOf(i) - matrix[i, i]} of {matrix.ImagesOf(i)} wrong" : "")}")
        : "no images";

    static string Description(ConfusionMatrix matrix, IReadOnlyList<string> names)
    {
        (int Class, double? Share)[] shares = [.. Enumerable.Range(0, matrix.Classes).Select(i => (i, matrix.AccuracyOf(i))).Where(pair => pair.Item2 is not null).OrderBy(pair => pair.Item2)];
        return shares.Length == 0 ? "Accuracy by class: no images" : string.Create(
            CultureInfo.InvariantCulture,
            $"Accuracy by class: lowest {names[shares[0].Class]} with {shares[0].Share * 100:0.0}%, highest {names[shares[^1].Class]} with {shares[^1].Share * 100:0.0}%");
    }
}
