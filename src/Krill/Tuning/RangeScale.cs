using System.Globalization;

namespace Krill.Tuning;

/// <summary>What ranges of whole numbers and of others have in common.</summary>
internal static class RangeScale
{
    public static ParameterScale Checked(ParameterScale scale, string name, double least) =>
        Require.Defined(scale, $"{name}.Scale") == ParameterScale.Linear || least > 0
            ? scale
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}: received a logarithmic scale from {least} on; expected a least value greater than 0."));

    public static string StepText(ParameterScale scale, double step) =>
        string.Create(CultureInfo.InvariantCulture, $" {(scale == ParameterScale.Logarithmic ? "times" : "by")} {step}");
}
