using System.Globalization;

namespace Krill.Charts;

/// <summary>Round numbers along an axis: 1, 2 or 5 times a power of ten apart.</summary>
internal static class AxisTicks
{
    /// <summary>Ticks from at or below the beginning to at or above the end; about as many as are asked for.</summary>
    public static double[] Linear(double low, double high, int count, bool isInteger)
    {
        double step = Step((high - low) / Math.Max(count, 1));
        step = isInteger ? Math.Max(step, 1) : step;
        double first = Math.Floor(Round(low / step)), last = Math.Ceiling(Round(high / step));
        // From the number of the step rather than by adding steps up, so that 0.3 is 0.3.
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Decimal(first + i, step))];
    }

    /// <summary>Powers of ten where there are enough of them, with their doubles and quintuples where not; some of them where there are many.</summary>
    public static double[] Logarithmic(double low, double high, int count)
    {
        int first = (int)Math.Floor(Math.Log10(low) + 1e-9), last = (int)Math.Ceiling(Math.Log10(high) - 1e-9);
        int decades = Math.Max(last - first, 1);
        int stride = Math.Max(1, (int)Math.Ceiling((double)decades / Math.Max(count, 1)));
        double[] factors = decades <= 2 ? [1, 2, 5] : [1];
        double[] all =
        [
            .. Enumerable.Range(0, decades / stride + (decades % stride == 0 ? 1 : 2))
                .SelectMany(i => factors.Select(factor => Parse($"{factor}e{first + (i * stride)}"))),
        ];
        double from = all.LastOrDefault(tick => tick <= low * (1 + 1e-9), all[0]), to = all.FirstOrDefault(tick => tick >= high * (1 - 1e-9), all[^1]);
        return [.. all.Where(tick => tick >= from && tick <= to)];
    }

    /// <summary>The texts of ticks, all with as many digits behind the point.</summary>
    public static string[] Labels(IReadOnlyList<double> ticks, bool isPercentage)
    {
        double[] values = [.. ticks.Select(tick => isPercentage ? tick * 100 : tick)];
        string unit = isPercentage ? "%" : "";
        double greatest = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        bool isUneven = values.Length > 2 && Math.Abs(values[2] - values[1] - (values[1] - values[0])) > (values[1] - values[0]) * 1e-6;
        if (isUneven)
        {
            return [.. values.Select(value => (value is >= 1e-3 and < 1e5 ? value.ToString("0.####", CultureInfo.InvariantCulture) : Short(value)) + unit)];
        }

        double step = values.Length > 1 ? values[1] - values[0] : greatest;
        int digits = step > 0 ? Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-6)) : 0;
        if (values.Length == 1)
        {
            return [AxisScale.Text(ticks[0], isPercentage)];
        }

        bool isPlain = greatest < 1e6 && digits <= 4;
        return [.. values.Select(value => (isPlain ? value.ToString($"{(greatest >= 1e4 ? "N" : "F")}{digits}", CultureInfo.InvariantCulture) : Short(value)) + unit)];
    }

    static string Short(double value) => value == 0 ? "0" : value.ToString("0.######e0", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 times a power of ten, the first that is at least so wide.</summary>
    static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double factor = new double[] { 1, 2, 5 }.FirstOrDefault(factor => factor * power >= least * (1 - 1e-9), 10);
        return Parse($"{factor}e{Math.Round(Math.Log10(power))}");
    }

    /// <summary>A whole number where only the last bits say otherwise.</summary>
    static double Round(double value) => Math.Abs(value - Math.Round(value)) < 1e-6 ? Math.Round(value) : value;

    static double Decimal(double count, double step) => double.Parse((count * step).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static double Parse(FormattableString text) => double.Parse(text.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
