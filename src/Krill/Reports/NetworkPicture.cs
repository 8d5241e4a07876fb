using System.Globalization;
using Krill.Charts;

namespace Krill.Reports;

/// <summary>Draws a network as Keras's <c>plot_model</c> does: boxes from the input to the output, and lines where data flows. Layers in a row share a box.</summary>
internal static class NetworkPicture
{
    const double Row = 38, Edge = 16, RankGap = 40, Top = 48, FontSize = 13, SmallSize = 11;

    public static SvgDrawing Draw(string title, Model model)
    {
        IReadOnlyList<NetworkChain> chains = NetworkGraph.Of(model);
        double width = chains.SelectMany(chain => chain.Layers).Max(WidthOf);
        var layout = new NetworkLayout(chains, width);
        double right = layout.Ranks.SelectMany(rank => rank).Max(node => node.X + (node.Width / 2));
        double[] tops = new double[layout.Ranks.Count + 1];
        tops[0] = Top;
        for (int rank = 0; rank < layout.Ranks.Count; rank++)
        {
            tops[rank + 1] = tops[rank] + layout.Ranks[rank].Max(HeightOf) + RankGap;
        }

        var svg = new Markup();
        svg.Add($"""<text class="k-text k-title" x="{Edge}" y="26">{title}</text>""");
        foreach (NetworkNode node in layout.Ranks.SelectMany(rank => rank))
        {
            DrawLines(svg, node, tops);
        }

        foreach (NetworkNode node in layout.Ranks.SelectMany(rank => rank).Where(node => node.Chain is not null))
        {
            DrawCard(svg, node, tops[node.Rank]);
        }

        int layers = chains.Sum(chain => chain.Layers.Count) - 1;
        string description = string.Create(CultureInfo.InvariantCulture, $"The network {model.Name}: {layers} layers, {model.ParameterCount:N0} parameters");
        double wide = Math.Max(right + (2 * Edge), ChartTheme.WidthOf(title, 17) + (2 * Edge));
        return new SvgDrawing(wide, tops[^1] - RankGap + Edge, description, svg);
    }

    static double WidthOf(NetworkLayer layer) => 24 + Math.Max(
        ChartTheme.WidthOf(layer.Name, FontSize * 1.12) + ChartTheme.WidthOf(Count(layer), SmallSize) + 16,
        ChartTheme.WidthOf(layer.Kind, SmallSize) + ChartTheme.WidthOf(layer.Shape, SmallSize) + 20);

    static double HeightOf(NetworkNode node) => (node.Chain?.Layers.Count ?? 0) * Row;

    static string Count(NetworkLayer layer) => layer.Parameters > 0 ? layer.Parameters.ToString("N0", CultureInfo.InvariantCulture) : "";

    static void DrawCard(Markup svg, NetworkNode node, double top)
    {
        double left = Edge + node.X - (node.Width / 2), right = left + node.Width;
        svg.Add($"""<rect class="k-card" x="{left}" y="{top}" width="{node.Width}" height="{HeightOf(node)}" rx="6"/>""");
        for (int i = 0; i < node.Chain!.Layers.Count; i++)
        {
            NetworkLayer layer = node.Chain.Layers[i];
            double y = top + (i * Row);
            if (i > 0)
            {
                svg.Add($"""<path class="k-grid" d="M{left} {y}H{right}"/>""");
            }

            svg.Add($"""<rect class="k-f{ColorOf(layer.Kind)}" x="{left + 5}" y="{y + 7}" width="4" height="{Row - 14}" rx="2"/>""");
            svg.Add($"""<text class="k-text k-bold" x="{left + 16}" y="{y + 17}">{layer.Name}</text>""");
            svg.Add($"""<text class="k-text k-small k-end" x="{right - 8}" y="{y + 17}">{Count(layer)}</text>""");
            svg.Add($"""<text class="k-muted k-small" x="{left + 16}" y="{y + 31}">{layer.Kind}</text>""");
            svg.Add($"""<text class="k-muted k-small k-end" x="{right - 8}" y="{y + 31}">{layer.Shape}</text>""");
        }
    }

    static void DrawLines(Markup svg, NetworkNode node, double[] tops)
    {
        double x = Edge + node.X, bottom = tops[node.Rank] + HeightOf(node), end = tops[node.Rank + 1] - RankGap;
        foreach (NetworkNode below in node.Below)
        {
            // Down to the end of the rank, and then over to the next.
            (double to, double y) = (Edge + below.X, tops[below.Rank]);
            double tip = below.Chain is null ? y : y - 6, bend = (end + tip) / 2;
            double start = node.Chain is null ? tops[node.Rank] : bottom;
            svg.Add($"""<path class="k-axis" stroke-width="1.5" d="M{x} {start}V{end}C{x} {bend} {to} {bend} {to} {tip}"/>""");
            if (below.Chain is not null)
            {
                svg.Add($"""<path class="k-muted" d="M{to} {y}l-4 -8h8z"/>""");
            }
        }
    }

    /// <summary>What computes, what pools, what normalizes, what disturbs, what joins, what activates, the rest.</summary>
    static int ColorOf(string kind) => kind switch
    {
        "Conv2D" or "Dense" => 0,
        _ when kind.Contains("Pooling", StringComparison.Ordinal) => 4,
        _ when kind.Contains("Normalization", StringComparison.Ordinal) => 2,
        _ when kind.Contains("Dropout", StringComparison.Ordinal) || kind.Contains("Noise", StringComparison.Ordinal) => 3,
        "Add" or "Concatenate" or "Multiply" or "Subtract" or "Divide" => 1,
        "Activation" or "Softmax" or "Sigmoid" or "Tanh" or "Swish" or "Gelu" or "ReLU" or "LeakyReLU" => 6,
        _ => 7,
    };
}
