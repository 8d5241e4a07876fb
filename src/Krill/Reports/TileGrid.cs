using Krill.Charts;

namespace Krill.Reports;

/// <summary>Draws images in rows, each with words below.</summary>
internal static class TileGrid
{
    const double Size = 96, Gap = 16, LineHeight = 16, FontSize = 12;

    public static SvgDrawing Draw(string title, IReadOnlyList<Tile> tiles)
    {
        var svg = new Markup();
        int columns = Math.Clamp(tiles.Count, 1, 5);
        double words = tiles.SelectMany(tile => tile.Words).Select(line => ChartTheme.WidthOf(line, FontSize)).DefaultIfEmpty(0).Max();
        double cell = Math.Max(Size, words) + Gap, height = Size + 6 + (tiles.Select(tile => tile.Words.Count).DefaultIfEmpty(0).Max() * LineHeight) + Gap;
        svg.Add($"""<text class="k-text k-title" x="{Gap}" y="26">{title}</text>""");
        for (int i = 0; i < tiles.Count; i++)
        {
            (double x, double y) = (Gap + (i % columns * cell), 44 + (i / columns * height));
            svg.Add($"""<image class="k-picture" x="{x}" y="{y}" width="{Size}" height="{Size}" href="{ImageDisplay.DataUri(tiles[i].Picture)}"/>""");
            for (int line = 0; line < tiles[i].Words.Count; line++)
            {
                svg.Add($"""<text class="k-{(line == 0 ? "text" : "muted")}" font-size="{FontSize}" x="{x}" y="{y + Size + 16 + (line * LineHeight)}">{tiles[i].Words[line]}</text>""");
            }
        }

        int rows = (tiles.Count + columns - 1) / columns;
        double width = Math.Max((columns * cell) + Gap, ChartTheme.WidthOf(title, 17) + (2 * Gap));
        return new SvgDrawing(width, 44 + (rows * height), title, svg);
    }
}
