using System.Globalization;
using Krill.Reports;

namespace Krill.Cli.Rendering;

/// <summary>How figures are written for people: the same everywhere, whatever the country.</summary>
internal static class Figures
{
    public static string Count(double number) => ReportFigures.Count(number);

    /// <summary>A loss or an accuracy on the way: four digits.</summary>
    public static string Short(double figure) => ReportFigures.Figure(figure);

    /// <summary>A result: every digit that it has.</summary>
    public static string Exact(double figure) => figure.ToString("R", CultureInfo.InvariantCulture);

    public static string Duration(double seconds) => ReportFigures.Duration(seconds);

    public static string Speed(double imagesPerSecond) => ReportFigures.Speed(imagesPerSecond);

    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
