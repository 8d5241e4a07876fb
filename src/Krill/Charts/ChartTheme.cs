using System.Text;

namespace Krill.Charts;

/// <summary>Colours and fonts of pictures, light and dark, as style sheets.</summary>
/// <remarks>
/// Eight hues after Okabe and Ito (2008), which the colour-blind can tell apart, made darker on white and lighter on black so that lines have a contrast of at
/// least 3 to 1 (WCAG 2.1, 1.4.11). Plain classes and a media query, no variables: image viewers know these.
/// </remarks>
internal static class ChartTheme
{
    public const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

    static readonly string[] s_light = ["#0068a8", "#c44f00", "#00805e", "#a8568a", "#8a6500", "#3d8bc2", "#7a3e9d", "#5c6670"];

    static readonly string[] s_dark = ["#5ab4ee", "#ff9147", "#35c79b", "#e69cca", "#e8bd3a", "#a5d4f5", "#c79bea", "#b3bcc4"];

    /// <summary>How many colours there are; series beyond them begin anew with dashes.</summary>
    public static int Colors => s_light.Length;

    /// <summary>The style sheet of all pictures.</summary>
    public static string StyleSheet { get; } = Make();

    /// <summary>The greatest width that a text may take, estimated, in pixels: fonts differ from machine to machine.</summary>
    public static double WidthOf(string text, double size) => size * text.Sum(letter => letter switch
    {
        'i' or 'j' or 'l' or 't' or 'f' or 'r' or 'I' or '.' or ',' or ':' or ';' or '|' or '!' or '(' or ')' or ' ' or '\'' or '/' => 0.36,
        'm' or 'w' or 'M' or 'W' or '%' => 0.92,
        >= 'A' and <= 'Z' => 0.7,
        _ => char.IsAscii(letter) ? 0.59 : 0.8,
    });

    static string Make()
    {
        var css = new StringBuilder();
        css.Append(".k-chart{font-family:").Append(Fonts).Append(";font-size:13px;font-variant-numeric:tabular-nums}");
        css.Append(".k-title{font-size:15px;font-weight:600}.k-middle{text-anchor:middle}.k-end{text-anchor:end}.k-small{font-size:11px}");
        css.Append(".k-line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.k-band{opacity:.18}.k-dot{stroke-width:1.5}");
        css.Append(".k-grid{fill:none;stroke-width:1}.k-axis{fill:none;stroke-width:1}.k-mark{fill:none;stroke-width:1;stroke-dasharray:3 3}");
        css.Append(".k-bold{font-weight:600}.k-picture{image-rendering:pixelated}");
        AppendColors(css, "#ffffff", "#f7f8f9", "#1c2126", "#5a636c", "#e6e9ec", "#8b949c", s_light);
        css.Append("@media screen and (prefers-color-scheme:dark){");
        AppendColors(css, "#14171a", "#1d2125", "#e8ebee", "#a2abb3", "#2b3137", "#6d767e", s_dark);
        css.Append('}');
        return css.ToString();
    }

    static void AppendColors(StringBuilder css, string page, string card, string text, string muted, string grid, string axis, string[] colors)
    {
        css.Append($".k-page{{fill:{page}}}.k-text{{fill:{text}}}.k-muted{{fill:{muted}}}.k-grid{{stroke:{grid}}}.k-axis,.k-mark{{stroke:{axis}}}.k-dot{{stroke:{page}}}.k-on{{fill:{page}}}.k-card{{fill:{card};stroke:{grid}}}.k-track{{fill:{grid}}}");
        for (int i = 0; i < colors.Length; i++)
        {
            css.Append($".k-s{i}{{stroke:{colors[i]}}}.k-f{i}{{fill:{colors[i]}}}");
        }
    }
}
