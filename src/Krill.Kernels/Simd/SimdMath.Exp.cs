using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Elementary functions in single precision, for every vector width, lane by lane the same bits. Errors are bounded by the
/// tests over dense sweeps: at most 2 units in the last place (1 for exp and log), subnormal results included.
/// </summary>
/// <remarks>
/// The reductions are the classical ones (Cody and Waite; Cephes, SLEEF and musl use their like). The coefficients are our
/// own: minimax in relative error by the Remez exchange at 30 digits, then rounded to float; each file states the error of
/// its polynomial.
/// </remarks>
internal static partial class SimdMath
{
    // ln 2 in two parts: the first has 9 low bits of zero, so that its product with the exponent is exact.
    const float Ln2High = 0.693145752f, Ln2Low = 1.42860677e-6f;

    // 1.5 · 2²³: added to a small number, leaves its nearest integer in the low bits.
    const float RoundingShift = 12582912f;

    /// <summary>eˣ: +∞ above 88.72, subnormal below -87.34, 0 below -103.97, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        V power = ExpReduce<V, S>(x, out V r);
        return S.Scale(S.Add(S.Broadcast(1), ExpMinusOneCore<V, S>(r)), power);
    }

    /// <summary>e^(x + tail) for a tail of a few last places of x: where x is a product whose rounding error would be magnified.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, S>(V x, V tail)
        where V : struct
        where S : struct, ISimd<V>
    {
        V power = ExpReduce<V, S>(x, out V r);
        return S.Scale(S.Add(S.Broadcast(1), ExpMinusOneCore<V, S>(S.Add(r, tail))), power);
    }

    /// <summary>x = power · ln 2 + r, |r| ≤ ½ ln 2. Beyond the limits the result of exp is ∞ or 0 all the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ExpReduce<V, S>(V x, out V r)
        where V : struct
        where S : struct, ISimd<V>
    {
        x = S.LimitBelow(S.Broadcast(-104.5f), S.LimitAbove(S.Broadcast(89f), x));
        V shift = S.Broadcast(RoundingShift);
        V power = S.Subtract(S.MultiplyAdd(x, S.Broadcast(1.44269502f), shift), shift);
        r = S.MultiplyAdd(power, S.Broadcast(-Ln2High), x);
        r = S.MultiplyAdd(power, S.Broadcast(-Ln2Low), r);
        return power;
    }

    /// <summary>eʳ - 1 for |r| ≤ ½ ln 2: r + r² (½ + r · P(r)), minimax for itself, not for eʳ, to 2⁻²⁶ (tanh needs that), for eʳ then to 2⁻²⁷.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ExpMinusOneCore<V, S>(V r)
        where V : struct
        where S : struct, ISimd<V>
    {
        V p = S.MultiplyAdd(r, S.Broadcast(0.00138982304f), S.Broadcast(0.00836604089f));
        p = S.MultiplyAdd(p, r, S.Broadcast(0.0416668542f));
        p = S.MultiplyAdd(p, r, S.Broadcast(0.166665494f));
        p = S.MultiplyAdd(p, r, S.Broadcast(0.5f));
        return S.MultiplyAdd(S.Multiply(r, r), p, r);
    }
}
