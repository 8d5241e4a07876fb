using Krill.Data;

namespace Krill.Tests.Unit.Data;

/// <summary>
/// What Keras and SciPy do to an image, written down a second time from their definitions, in double precision, pixel by pixel: nothing here is the library's but its
/// enumerations.
/// </summary>
internal static class KerasReference
{
    /// <summary>Keras's <c>apply_affine_transform</c>, then its flips; angles in degrees, tx along rows. NaN where the result hangs on rounding.</summary>
    public static double[,,] Affine(
        double[,,] x, double theta, double tx, double ty, double shear, double zx, double zy, bool flipHorizontal, bool flipVertical, FillMode mode, double cval)
    {
        (int h, int w, int channels) = (x.GetLength(0), x.GetLength(1), x.GetLength(2));
        (double t, double s) = (theta / 180 * Math.PI, shear / 180 * Math.PI);
        double[,] m = { { Math.Cos(t), -Math.Sin(t), 0 }, { Math.Sin(t), Math.Cos(t), 0 }, { 0, 0, 1 } };
        m = Dot(m, new double[,] { { 1, 0, tx }, { 0, 1, ty }, { 0, 0, 1 } });
        m = Dot(m, new double[,] { { 1, -Math.Sin(s), 0 }, { 0, Math.Cos(s), 0 }, { 0, 0, 1 } });
        m = Dot(m, new double[,] { { zx, 0, 0 }, { 0, zy, 0 }, { 0, 0, 1 } });
        (double oy, double ox) = ((h / 2.0) - 0.5, (w / 2.0) - 0.5);
        m = Dot(Dot(new double[,] { { 1, 0, oy }, { 0, 1, ox }, { 0, 0, 1 } }, m), new double[,] { { 1, 0, -oy }, { 0, 1, -ox }, { 0, 0, 1 } });
        var result = new double[h, w, channels];
        for (int i = 0; i < result.Length; i++)
        {
            (int r, int c, int channel) = (i / (w * channels), i / channels % w, i % channels);
            (int row, int column) = (flipVertical ? h - 1 - r : r, flipHorizontal ? w - 1 - c : c);
            double y = (m[0, 0] * row) + (m[0, 1] * column) + m[0, 2], across = (m[1, 0] * row) + (m[1, 1] * column) + m[1, 2];
            result[r, c, channel] = HangsOnRounding(y, h, mode) || HangsOnRounding(across, w, mode) ? double.NaN : Spline(x, y, across, channel, mode, cval);
        }

        return result;
    }

    /// <summary>Keras's <c>apply_channel_shift</c>.</summary>
    public static double[] ChannelShift(double[] x, double intensity) => [.. x.Select(value => Math.Clamp(value + intensity, x.Min(), x.Max()))];

    /// <summary>SciPy's <c>gaussian_filter</c> of order 0, truncated at 4 deviations, along rows and columns.</summary>
    public static double[,,] GaussianFilter(double[,,] x, double sigma)
    {
        int radius = (int)((4 * sigma) + 0.5);
        double[] weights = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(k => sigma == 0 ? 1 : Math.Exp(-k * k / (2 * sigma * sigma)))];
        double sum = weights.Sum();
        for (int axis = 0; axis < 2; axis++)
        {
            var result = new double[x.GetLength(0), x.GetLength(1), x.GetLength(2)];
            for (int i = 0; i < x.Length; i++)
            {
                (int r, int c, int channel) = (i / (x.GetLength(1) * x.GetLength(2)), i / x.GetLength(2) % x.GetLength(1), i % x.GetLength(2));
                for (int k = -radius; k <= radius; k++)
                {
                    int place = (int)Place((axis == 0 ? r : c) + k, x.GetLength(axis), FillMode.Reflect);
                    result[r, c, channel] += weights[k + radius] / sum * (axis == 0 ? x[place, c, channel] : x[r, place, channel]);
                }
            }

            x = result;
        }

        return x;
    }

    /// <summary>
    /// SciPy's <c>map_coordinate</c>, by periods instead of cases: the sequence that each mode repeats. -1 for the constant.
    /// </summary>
    public static double Place(double place, int length, FillMode mode)
    {
        double last = length - 1;
        if (place >= 0 && place <= last)
        {
            return place;
        }

        switch (mode)
        {
            case FillMode.Constant:
                return -1;
            case FillMode.Nearest:
                return place < 0 ? 0 : last;
            case FillMode.Wrap:
                // Both ends of the period are pixels; SciPy takes the last one below the image, and above it the first.
                double wrapped = length == 1 ? 0 : place - (last * Math.Floor(place / last));
                return wrapped == 0 && place < 0 ? last : wrapped;
            case FillMode.Mirror:
                double there = length == 1 ? 0 : place - (2 * last * Math.Floor(place / (2 * last)));
                return there > last ? (2 * last) - there : there;
            default:
                // The edge lies half a pixel outside; within that half the edge pixel goes on.
                double shifted = place + 0.5, twice = shifted - (2 * length * Math.Floor(shifted / (2 * length)));
                return Math.Clamp((twice > length ? (2 * length) - twice : twice) - 0.5, 0, last);
        }
    }

    static double Spline(double[,,] x, double y, double across, int channel, FillMode mode, double cval)
    {
        (double row, double column) = (Place(y, x.GetLength(0), mode), Place(across, x.GetLength(1), mode));
        if (row < 0 || column < 0)
        {
            return cval;
        }

        double sum = 0;
        for (int r = 0; r < x.GetLength(0); r++)
        {
            for (int c = 0; c < x.GetLength(1); c++)
            {
                // Splines of order 1 are triangles over the pixels.
                sum += Math.Max(0, 1 - Math.Abs(row - r)) * Math.Max(0, 1 - Math.Abs(column - c)) * x[r, c, channel];
            }
        }

        return sum;
    }

    /// <summary>Whether a place is so near to where a mode leaps that its last bits decide.</summary>
    static bool HangsOnRounding(double place, int length, FillMode mode)
    {
        double period = mode == FillMode.Wrap ? Math.Max(1, length - 1) : double.PositiveInfinity;
        return mode switch
        {
            FillMode.Constant => Math.Abs(place) < 1e-9 || Math.Abs(place - (length - 1)) < 1e-9,
            FillMode.Wrap => Math.Abs(Math.IEEERemainder(place, period)) < 1e-9,
            _ => false,
        };
    }

    static double[,] Dot(double[,] a, double[,] b)
    {
        var product = new double[3, 3];
        for (int i = 0; i < 27; i++)
        {
            product[i / 9, i / 3 % 3] += a[i / 9, i % 3] * b[i % 3, i / 3 % 3];
        }

        return product;
    }
}
