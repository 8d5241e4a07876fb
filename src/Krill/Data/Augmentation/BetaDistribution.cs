namespace Krill.Data;

/// <summary>Draws from Beta(α, α), exactly.</summary>
internal static class BetaDistribution
{
    /// <summary>The number that a key has.</summary>
    /// <remarks>
    /// To 1/2, Jöhnk's method: the share of U¹ᐟᵅ in U¹ᐟᵅ + V¹ᐟᵅ where that sum is at most 1, in logarithms, as the powers of a small α underflow. Above, Ulrich's:
    /// (1 + √(1 - U²ᐟ⁽²ᵅ⁻¹⁾) cos 2πV) / 2. Source: Devroye, "Non-uniform random variate generation", 1986, IX.3 and IX.4.
    /// </remarks>
    public static double Symmetric(double alpha, ulong key)
    {
        if (alpha > 0.5)
        {
            double radius = Math.Sqrt(-Expm1(2 / ((2 * alpha) - 1) * LogUniform(key, 0)));
            return 0.5 * (1 + (radius * Math.Cos(2 * Math.PI * CounterRandom.Uniform(key, 1))));
        }

        for (ulong draw = 0; ; draw += 2)
        {
            // At least every fourth time the sum is small enough.
            double first = LogUniform(key, draw) / alpha, second = LogUniform(key, draw + 1) / alpha;
            double greater = Math.Max(first, second), logSum = greater + Math.Log(Math.Exp(first - greater) + Math.Exp(second - greater));
            if (logSum <= 0)
            {
                return Math.Exp(first - logSum);
            }
        }
    }

    /// <summary>The logarithm of a number in (0, 1).</summary>
    static double LogUniform(ulong key, ulong index) => Math.Log(((CounterRandom.Bits(key, index) >> 11) + 0.5) * (1.0 / (1L << 53)));

    /// <summary>eˣ - 1 for x ≤ 0, with the digits that the difference would lose near 0.</summary>
    static double Expm1(double x) => x < -1e-5 ? Math.Exp(x) - 1 : x * (1 + (x / 2));
}
