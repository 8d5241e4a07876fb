using System.Globalization;

namespace Krill.Cli.Rendering;

/// <summary>How figures are written for people: the same everywhere, whatever the country.</summary>
internal static class Figures
{
    public static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A loss or an accuracy on the way: four digits.</summary>
    public static string Short(double figure) => figure.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A result: every digit that it has.</summary>
    public static string Exact(double figure) => figure.ToString("R", CultureInfo.InvariantCulture);

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):00} min"),
    };

    public static string Speed(double imagesPerSecond) => $"{Count(imagesPerSecond)} images/s";

    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
