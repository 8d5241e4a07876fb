namespace Krill.Testing;

/// <summary>The normal distribution in double precision.</summary>
internal static class NormalReference
{
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x): near the middle ½ + φ Σ t²ᵏ⁺¹ / (2k+1)!!, in the tails φ times the continued fraction of the Mills ratio.</summary>
    public static double Distribution(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double t = Math.Abs(x), lower;
        if (t < 2.5)
        {
            double term = t, sum = t;
            for (int k = 1; k < 100; k++)
            {
                term *= t * t / (2 * k + 1);
                sum += term;
            }

            lower = 0.5 - Density(t) * sum;
        }
        else
        {
            double fraction = t;
            for (int k = 400; k > 0; k--)
            {
                fraction = t + k / fraction;
            }

            lower = t > 40 ? 0 : Density(t) / fraction;
        }

        return x > 0 ? 1 - lower : lower;
    }
}
