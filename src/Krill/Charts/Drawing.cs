namespace Krill.Charts;

/// <summary>A picture of vectors, to stand in a page or to be a file.</summary>
/// <param name="Width">Pixels that it is drawn for; it scales to any width.</param>
/// <param name="Height">Pixels that it is drawn for.</param>
/// <param name="Description">What is to be seen, for those who do not see it.</param>
/// <param name="Content">The elements.</param>
internal sealed record Drawing(double Width, double Height, string Description, Markup Content)
{
    /// <summary>The text of an SVG file.</summary>
    public string Document()
    {
        var document = new Markup();
        document.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="k-chart" role="img" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}">""");
        document.Add($"<title>{Description}</title><style>");
        document.AddRaw(ChartTheme.StyleSheet);
        document.Add($"""</style><rect class="k-page" width="{Width}" height="{Height}"/>{Content}</svg>""");
        document.AddRaw("\n");
        return document.ToString();
    }

    /// <summary>The picture as a part of a page that has the style sheet.</summary>
    /// <param name="leastWidth">Pixels below which it does not shrink, so that it stays readable and is scrolled instead.</param>
    public Markup Element(double leastWidth = 0)
    {
        var element = new Markup();
        element.Add($"""<svg class="k-chart" role="img" aria-label="{Description}" viewBox="0 0 {Width} {Height}" style="max-width:{Width * 1.2}px;min-width:{leastWidth}px">""");
        element.Add($"{Content}</svg>");
        return element;
    }
}
