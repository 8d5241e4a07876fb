using System.Globalization;
using System.Numerics;

namespace Krill;

/// <summary>Checks of settings, whose errors say where, what was received and what was expected.</summary>
internal static partial class Require
{
    public static T AtLeast<T>(T value, T least, string where)
        where T : INumber<T>
    {
        if (!(value >= least) || !T.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value}; expected {least} or more."));
        }

        return value;
    }

    public static T Defined<T>(T value, string where)
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"{where}: received {value}; expected one of {string.Join(", ", Enum.GetNames<T>())}.");

    public static T Positive<T>(T value, string where)
        where T : INumber<T>
    {
        if (!(value > T.Zero) || !T.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value}; expected a finite number greater than 0."));
        }

        return value;
    }

    public static T AtMost<T>(T value, T greatest, string where)
        where T : INumber<T> => value <= greatest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value}; expected at most {greatest}."));

    public static T Finite<T>(T value, string where)
        where T : INumber<T> => T.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value}; expected a finite number."));

    /// <summary>Least ≤ value &lt; bound.</summary>
    public static T Below<T>(T value, T least, T bound, string where)
        where T : INumber<T>
    {
        if (!(value >= least && value < bound))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{where}: received {value}; expected {least} or more, and less than {bound}."));
        }

        return value;
    }
}
