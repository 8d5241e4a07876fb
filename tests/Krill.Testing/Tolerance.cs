namespace Krill.Testing;

/// <summary>
/// How far a float may be from its double-precision twin: the one policy of all tests. An error is allowed up to
/// <c>Epsilons · ε · magnitude + Floor</c>, ε = 2⁻²³ (the distance from 1 to the next float).
/// </summary>
/// <remarks>
/// The magnitude of a single operation is its result. The magnitude of a sum is the sum of the terms' absolute values, as
/// cancellation makes the result small but not the rounding errors; these add up like a random walk, so the factor grows
/// with the square root of the number of terms, never with what the kernel under test happens to reach.
/// NaN matches NaN only, an infinity only itself; the floor lets results near the subnormals lose their last bits.
/// </remarks>
/// <param name="Epsilons">Allowed error in units of ε · magnitude.</param>
/// <param name="Floor">Allowed absolute error.</param>
internal readonly record struct Tolerance(double Epsilons, double Floor = Tolerance.SmallestNormal)
{
    public const double Epsilon = 1.0 / (1 << 23);

    public const double SmallestNormal = 1.17549435e-38;

    /// <summary>The same bits as the double result rounded to float (−0 and +0 differ).</summary>
    public static Tolerance Exact => new(0, 0);

    /// <summary>A chain of a few operations on one element; <paramref name="units"/> in last places of the result.</summary>
    public static Tolerance Element(double units = 2) => new(units);

    /// <summary>A sum, in any order, of so many terms, each with an error of up to <paramref name="units"/> of its own.</summary>
    public static Tolerance Sum(long terms, double units = 2) => new(units + Math.Sqrt(terms));

    /// <summary>
    /// A sum of so many terms a position through Winograd's transforms F(4×4, 3×3). The magnitude is what the algorithm adds up: the transforms with absolute matrices, of
    /// absolute numbers. Beside the terms, a number passes six lines of up to six terms: two of each of three transforms.
    /// </summary>
    public static Tolerance Winograd(long terms) => Sum(terms + (6 * 6));

    /// <summary>
    /// A number that comes out of a chain of operations, each of which sums up to so many terms: the errors of the operations add up like a random walk
    /// too. The magnitude is the greatest of the tensor, as each of its numbers may depend on all that are before it.
    /// </summary>
    public static Tolerance Network(int operations, long terms) => new(Sum(terms).Epsilons * Math.Sqrt(operations));

    /// <summary>Whether the float is near enough. <paramref name="magnitude"/> is of the result unless given.</summary>
    public bool Accepts(double expected, float actual, double? magnitude = null)
    {
        if (double.IsNaN(expected) || float.IsNaN(actual))
        {
            return double.IsNaN(expected) && float.IsNaN(actual);
        }

        float rounded = (float)expected;
        if (Epsilons == 0)
        {
            return BitConverter.SingleToInt32Bits(rounded) == BitConverter.SingleToInt32Bits(actual);
        }

        if (rounded == actual)
        {
            return true;
        }

        return float.IsFinite(actual) && float.IsFinite(rounded) && Math.Abs(expected - actual) <= Allowed(magnitude ?? expected);
    }

    /// <summary>Checks element by element; <paramref name="magnitudes"/> has an entry per element, one for all, or none.</summary>
    /// <exception cref="CheckFailedException">The first element that is too far off.</exception>
    public void Check(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, string what, params ReadOnlySpan<double> magnitudes)
    {
        if (expected.Length != actual.Length)
        {
            throw new CheckFailedException($"{what}: {expected.Length} elements were expected, {actual.Length} came.");
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double magnitude = magnitudes.Length switch { 0 => expected[i], 1 => magnitudes[0], _ => magnitudes[i] };
            if (!Accepts(expected[i], actual[i], magnitude))
            {
                throw new CheckFailedException(
                    $"{what}, element {i} of {expected.Length}: expected {expected[i]:G17}, got {actual[i]:G9}; "
                    + $"off by {Math.Abs(expected[i] - actual[i]):G3}, allowed {Allowed(magnitude):G3}.");
            }
        }
    }

    /// <summary>Checks that two runs gave the same bits.</summary>
    public static void CheckSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            if (expected.Length != actual.Length || BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                throw new CheckFailedException(
                    expected.Length != actual.Length
                        ? $"{what}: {expected.Length} elements were expected, {actual.Length} came."
                        : $"{what}, element {i} of {expected.Length}: the bits of {expected[i]:G9} were expected, those of {actual[i]:G9} came.");
            }
        }
    }

    double Allowed(double magnitude) => Epsilons * Epsilon * Math.Abs(magnitude) + Floor;
}
