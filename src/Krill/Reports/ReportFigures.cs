using System.Globalization;

namespace Krill.Reports;

/// <summary>How figures are written in reports: the same everywhere, whatever the country.</summary>
internal static class ReportFigures
{
    public const string None = "–";

    public static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) => share is { } known ? (known * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%" : None;

    public static string Figure(double? figure) => figure?.ToString("0.0000", CultureInfo.InvariantCulture) ?? None;

    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) switch
    {
        null or "" => None,
        string text when value is float or double => text.Replace("E-0", "e-", StringComparison.Ordinal).Replace("E", "e", StringComparison.Ordinal),
        string text => text,
    };

    public static string Speed(double imagesPerSecond) => $"{Count(imagesPerSecond)} images/s";

    /// <summary>Tenths of seconds, seconds or minutes, each rounded before it is divided up: 119.7 s are 2 min 00 s, not 1 min 60 s.</summary>
    public static string Duration(double seconds)
    {
        (double tenths, double whole, double minutes) = (Math.Round(seconds, 1), Math.Round(seconds), Math.Round(seconds / 60));
        return tenths < 60 ? string.Create(CultureInfo.InvariantCulture, $"{tenths:0.0} s")
            : whole < 3600 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(whole / 60):0} min {whole % 60:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(minutes / 60):0} h {minutes % 60:00} min");
    }
}
