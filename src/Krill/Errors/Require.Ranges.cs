using System.Globalization;
using System.Numerics;

namespace Krill;

/// <summary>Checks of ranges, whose errors say where, what was received and what was expected.</summary>
internal static partial class Require
{
    /// <summary>Least ≤ value ≤ greatest.</summary>
    public static T Within<T>(T value, T least, T greatest, string where)
        where T : INumber<T>
    {
        if (!(value >= least && value <= greatest))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value}; expected {least} to {greatest}."));
        }

        return value;
    }

    /// <summary>Least ≤ lower ≤ upper ≤ greatest.</summary>
    public static (double Lower, double Upper) Range((double Lower, double Upper) value, double least, double greatest, string where)
    {
        if (!(value.Lower >= least && value.Lower <= value.Upper && value.Upper <= greatest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value.Lower} to {value.Upper}; expected a range within {least} to {greatest}, the lower end first."));
        }

        return value;
    }
}
