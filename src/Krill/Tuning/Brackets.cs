namespace Krill.Tuning;

/// <summary>The brackets of an algorithm.</summary>
internal static class Brackets
{
    /// <summary>
    /// Hyperband's: with R the epochs at most, s from ⌊log_η R⌋ down to 0: n = ⌈(s_max + 1) η^s / (s + 1)⌉ trials, in stage i ⌊n η⁻ⁱ⌋ of them for R η^(i - s) epochs, rounded to
    /// whole ones. Source: Li et al. (2018), algorithm 1.
    /// </summary>
    /// <param name="maxEpochs">R.</param>
    /// <param name="eta">η, at least 2.</param>
    public static IReadOnlyList<Bracket> Hyperband(int maxEpochs, int eta)
    {
        int last = 0;
        for (long power = eta; power <= maxEpochs; power *= eta)
        {
            last++;
        }

        var brackets = new List<Bracket>();
        int first = 1;
        for (int s = last; s >= 0; s--)
        {
            long power = Power(eta, s);
            long trials = (((last + 1) * power) + s) / (s + 1); // rounded up
            Rung[] rungs =
            [
                .. Enumerable.Range(0, s + 1).Select(i => new Rung(
                    (int)(trials / Power(eta, i)),
                    Math.Max(1, (int)Math.Round((double)maxEpochs / Power(eta, s - i), MidpointRounding.AwayFromZero)))),
            ];
            brackets.Add(new Bracket(s, first, rungs));
            first += rungs[0].Trials;
        }

        return brackets;
    }

    /// <summary>One bracket without stages.</summary>
    public static IReadOnlyList<Bracket> Single(int trials, int maxEpochs) => [new Bracket(0, 1, [new Rung(trials, maxEpochs)])];

    static long Power(int eta, int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= eta;
        }

        return power;
    }
}
