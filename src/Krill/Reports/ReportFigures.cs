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

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {Math.Floor(seconds % 60):00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):00} min"),
    };
}
