using System.Runtime.CompilerServices;

namespace Krill.Kernels;

internal static partial class SimdMath
{
    const float SmallestNormal = 1.17549435e-38f;

    /// <summary>ln x: -∞ for ±0, NaN below 0 and for NaN, +∞ for +∞; subnormals are as precise as any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        V subnormal = S.Greater(S.Broadcast(SmallestNormal), x);
        V normal = S.Select(subnormal, S.Multiply(x, S.Broadcast(8388608)), x);
        V result = LogOfNormal<V, S>(normal, S.Select(subnormal, S.Broadcast(-23), S.Zero));

        V infinity = S.Broadcast(float.PositiveInfinity);
        V usual = S.And(S.Greater(x, S.Zero), S.Greater(infinity, x));
        V unusual = S.Select(S.Greater(S.Zero, x), S.Broadcast(float.NaN), x); // ±0, ∞ and NaN remain
        unusual = S.Select(S.Equal(x, S.Zero), S.Negate(infinity), unusual);
        return S.Select(usual, result, unusual);
    }

    /// <summary>ln(x · 2ᵉ) for a positive, finite, normal x.</summary>
    /// <remarks>
    /// x = 2ⁿ (1 + f) with 1 + f in [√½, √2), split off with integers: subtracting the bits of √½ makes the exponent's
    /// bits n. ln(1 + f) = f - f²/2 + f³ P(f), P minimax to 2⁻²⁷. The small terms are added up first.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOfNormal<V, S>(V x, V e)
        where V : struct
        where S : struct, ISimd<V>
    {
        const int RootOfHalf = 0x3F3504F3;
        V bits = S.AddInteger(x, S.BroadcastInteger(-RootOfHalf));
        V n = S.Add(S.IntegerToFloat(S.ShiftRightSigned(bits, 23)), e);
        V f = S.AddInteger(S.And(bits, S.BroadcastInteger(0x7FFFFF)), S.BroadcastInteger(RootOfHalf));
        f = S.Subtract(f, S.Broadcast(1));

        V p = S.MultiplyAdd(f, S.Broadcast(-0.0763462186f), S.Broadcast(0.127616271f));
        p = S.MultiplyAdd(p, f, S.Broadcast(-0.131601512f));
        p = S.MultiplyAdd(p, f, S.Broadcast(0.142017454f));
        p = S.MultiplyAdd(p, f, S.Broadcast(-0.166233599f));
        p = S.MultiplyAdd(p, f, S.Broadcast(0.200012282f));
        p = S.MultiplyAdd(p, f, S.Broadcast(-0.250008196f));
        p = S.MultiplyAdd(p, f, S.Broadcast(0.333333313f));

        V square = S.Multiply(f, f);
        V small = S.MultiplyAdd(S.Multiply(square, f), p, S.Multiply(n, S.Broadcast(Ln2Low)));
        small = S.MultiplyAdd(square, S.Broadcast(-0.5f), small);
        return S.MultiplyAdd(n, S.Broadcast(Ln2High), S.Add(f, small));
    }
}
