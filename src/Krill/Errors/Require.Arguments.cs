using System.Globalization;

namespace Krill;

/// <summary>Arguments are checked where they are given; each error says where, what was received and what was expected.</summary>
internal static partial class Require
{
    public static int Positive(int value, string owner, string what, string parameter) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: received the {what} {value}; expected at least 1."));

    public static Size2D Positive(Size2D value, string owner, string what, string parameter) => value.Height >= 1 && value.Width >= 1
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: received the {what} {value}; expected a height and a width of at least 1."));

    /// <summary>A share of which something must be left: 0 or more, less than 1.</summary>
    public static float Rate(float value, string owner, string what, string parameter) => value >= 0 && value < 1
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: received the {what} {value}; expected 0 or more, and less than 1."));

    public static float NonNegative(float value, string owner, string what, string parameter) => value >= 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: received the {what} {value}; expected a finite number of 0 or more."));

    public static float Finite(float value, string owner, string what, string parameter) => float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: received the {what} {value}; expected a finite number."));

    public static void Ordered(float minimum, float maximum, string owner, string parameter)
    {
        if (!(minimum <= maximum))
        {
            throw new ArgumentOutOfRangeException(parameter, maximum, string.Create(CultureInfo.InvariantCulture, $"{owner}: received the minimum {minimum} and the maximum {maximum}; expected the minimum not to be greater."));
        }
    }

    public static T Defined<T>(T value, string owner, string what, string parameter)
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"{owner}: received the {what} {value}; expected one of {string.Join(", ", Enum.GetNames<T>())}.");

    public static T NotNull<T>(T? value, string parameter)
        where T : class => value ?? throw new ArgumentNullException(parameter);
}
