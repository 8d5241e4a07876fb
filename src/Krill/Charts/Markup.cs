using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Krill.Charts;

/// <summary>
/// Writes SVG and HTML: what stands between the braces of a string is escaped, so that a name with an angle bracket in it stays a name; what stands
/// outside is markup. Numbers are written alike on every machine.
/// </summary>
internal sealed class Markup
{
    readonly StringBuilder _text = new();

    /// <summary>Adds markup with values in it.</summary>
#pragma warning disable CA1822, IDE0060 // the handler writes into this as it is made
    public void Add([InterpolatedStringHandlerArgument("")] in Content content)
    {
    }
#pragma warning restore CA1822, IDE0060

    /// <summary>Adds markup as it is.</summary>
    public void AddRaw(string markup) => _text.Append(markup);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A coordinate: at most two digits behind the point.</summary>
    public static string Number(double value)
    {
        double rounded = Math.Round(value, 2);
        return (rounded == 0 ? 0 : rounded).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Text as it may stand in an element or in an attribute's quotes; what XML cannot hold becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\n' or '\t' => escaped.Append((char)rune.Value),
                < ' ' or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>The parts of a string, as the compiler hands them over.</summary>
    [InterpolatedStringHandler]
    public readonly struct Content
    {
        readonly StringBuilder _text;

#pragma warning disable IDE0060 // the compiler gives the lengths
        public Content(int literalLength, int formattedCount, Markup markup)
        {
            _text = markup._text;
        }
#pragma warning restore IDE0060

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => _text.Append(Escape(text ?? ""));

        public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(double coordinate) => _text.Append(Number(coordinate));

        public void AppendFormatted(Markup markup) => _text.Append(markup._text);
    }
}
