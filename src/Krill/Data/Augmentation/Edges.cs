namespace Krill.Data;

/// <summary>Which pixel stands for one beyond the edges, along one axis.</summary>
internal static class Edges
{
    /// <summary>The pixel for a place; -1 for the constant.</summary>
    public static int Pixel(int place, int length, FillMode mode)
    {
        if ((uint)place < (uint)length)
        {
            return place;
        }

        switch (mode)
        {
            case FillMode.Constant:
                return -1;
            case FillMode.Nearest:
                return place < 0 ? 0 : length - 1;
            case FillMode.Reflect:
                int twice = Modulo(place, 2 * length);
                return twice < length ? twice : (2 * length) - 1 - twice;
            case FillMode.Mirror:
                int there = length == 1 ? 0 : Modulo(place, 2 * (length - 1));
                return there < length ? there : (2 * (length - 1)) - there;
            default:
                return (int)Wrapped(place, length);
        }
    }

    /// <summary>The two pixels around a place and the share of the second; false where the constant is.</summary>
    /// <remarks>As SciPy's <c>map_coordinate</c> with linear splines: between a pixel and the constant nothing is interpolated.</remarks>
    public static bool TryFind(double place, int length, FillMode mode, out int first, out int second, out float share)
    {
        if (place < 0 || place > length - 1)
        {
            if (mode == FillMode.Constant)
            {
                (first, second, share) = (0, 0, 0);
                return false;
            }

            place = mode == FillMode.Wrap ? Wrapped(place, length) : place;
        }

        double floor = Math.Floor(place);
        share = (float)(place - floor);
        first = Pixel((int)floor, length, mode);
        // Behind the last pixel is nothing to add where the place is that pixel.
        second = share == 0 ? first : Pixel((int)floor + 1, length, mode);
        return true;
    }

    static double Wrapped(double place, int length)
    {
        int period = length - 1;
        return period == 0 ? 0
            : place < 0 ? place + (period * (Math.Truncate(-place / period) + 1))
            : place > period ? place - (period * Math.Truncate(place / period))
            : place;
    }

    static int Modulo(int value, int period)
    {
        int rest = value % period;
        return rest < 0 ? rest + period : rest;
    }
}
