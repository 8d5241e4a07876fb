namespace Krill.Charts;

/// <summary>A picture that is drawn, to stand in a page or to be a file.</summary>
/// <param name="width">Pixels that it is drawn for; it scales to any width.</param>
/// <param name="height">Pixels that it is drawn for.</param>
/// <param name="description">What is to be seen, for those who do not see it.</param>
/// <param name="content">The elements.</param>
internal sealed class SvgDrawing(double width, double height, string description, Markup content) : Drawing
{
    /// <summary>Pixels that it is drawn for.</summary>
    public double Width => width;

    /// <summary>What is to be seen.</summary>
    public string Description => description;

    /// <summary>The text of an SVG file.</summary>
    public string Document()
    {
        var document = new Markup();
        document.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="k-chart" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">""");
        document.Add($"<title>{description}</title><style>");
        document.AddRaw(ChartTheme.StyleSheet);
        document.Add($"""</style><rect class="k-page" width="{width}" height="{height}"/>{content}</svg>""");
        document.AddRaw("\n");
        return document.ToString();
    }

    /// <summary>The picture as a part of a page that has the style sheet.</summary>
    /// <param name="leastWidth">Pixels below which it does not shrink, so that it stays readable and is scrolled instead.</param>
    public Markup Element(double leastWidth = 0)
    {
        var element = new Markup();
        element.Add($"""<svg class="k-chart" role="img" aria-label="{description}" viewBox="0 0 {width} {height}" style="max-width:{width * 1.2}px;min-width:{leastWidth}px">""");
        element.Add($"{content}</svg>");
        return element;
    }

    /// <inheritdoc/>
    internal override SvgDrawing Draw() => this;
}
