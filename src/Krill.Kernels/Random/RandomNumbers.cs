using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>From random bits to random numbers.</summary>
internal static class RandomNumbers
{
    /// <summary>Uniform in [0, 1): the 24 high bits, each value equally likely.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Uniform<V, S>(V bits)
        where V : struct
        where S : struct, ISimd<V> =>
        S.Multiply(S.IntegerToFloat(S.ShiftRight(bits, 8)), S.Broadcast(5.96046448e-8f)); // 2⁻²⁴

    /// <summary>
    /// Two independent normal numbers by Box and Muller: √(-2 ln u) times the cosine (in place of the first word) and the sine (in
    /// place of the second) of a uniform angle.
    /// </summary>
    /// <remarks>
    /// u in [2⁻³¹, 1] is the high 31 bits, 0 becoming 1, as a float: signed integers convert on every processor in one instruction.
    /// The numbers reach ±6.56. The polar method, which needs no sine, was not taken: it draws a varying number of words.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normal<V, S>(ref V first, ref V second)
        where V : struct
        where S : struct, ISimd<V>
    {
        V u = S.Multiply(S.IntegerToFloat(S.Or(S.ShiftRight(first, 1), S.BroadcastInteger(1))), S.Broadcast(4.65661287e-10f)); // 2⁻³¹
        V radius = S.SquareRoot(S.Multiply(SimdMath.LogOfNormal<V, S>(u, S.Zero), S.Broadcast(-2)));
        V sine = SimdMath.SinCos<V, S>(second, out V cosine);
        first = S.Multiply(radius, cosine);
        second = S.Multiply(radius, sine);
    }
}
