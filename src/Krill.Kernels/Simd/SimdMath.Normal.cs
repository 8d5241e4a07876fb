using System.Runtime.CompilerServices;

namespace Krill.Kernels;

internal static partial class SimdMath
{
    /// <summary>
    /// The normal distribution function Φ(x) = ½ erfc(-x / √2), with the relative precision of a float down to
    /// subnormals, and exp(-x² / 2), which its derivative needs and which falls off on the way.
    /// </summary>
    /// <remarks>
    /// With t = |x|: Φ(-t) = exp(-t²/2) · G(t), where G falls slowly from ½ like 1/t. (t + 3) · G(t) is a polynomial in
    /// q = (t - 3) / (t + 3), minimax to 2⁻²⁴ for t ≤ 14.5, where Φ(-t) is 0 in single precision (the idea of mapping the
    /// half line is that of Shepherd and Laframboise 1981 for erfcx). The rounding error of t² would be magnified by t² / 2:
    /// it goes into the exponential as a tail. On processors without a fused multiply-add the tail is 0, and Φ(-t) loses up to
    /// t² / 2 last places.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalDistribution<V, S>(V x, out V exponential)
        where V : struct
        where S : struct, ISimd<V>
    {
        V t = S.LimitAbove(S.Broadcast(14.5f), S.Abs(x));
        V square = S.Multiply(t, t);
        V half = S.Broadcast(-0.5f);
        V tail = S.Multiply(S.MultiplyAdd(t, t, S.Negate(square)), half);
        exponential = Exp<V, S>(S.Multiply(square, half), tail);

        V three = S.Broadcast(3);
        V inverse = S.Divide(S.Broadcast(1), S.Add(t, three));
        V q = S.Multiply(S.Subtract(t, three), inverse);
        V p = S.MultiplyAdd(q, S.Broadcast(5.18569104e-05f), S.Broadcast(-0.00020389742f));
        p = S.MultiplyAdd(p, q, S.Broadcast(-0.000946750108f));
        p = S.MultiplyAdd(p, q, S.Broadcast(0.00101712754f));
        p = S.MultiplyAdd(p, q, S.Broadcast(0.00693746423f));
        p = S.MultiplyAdd(p, q, S.Broadcast(-0.0104624443f));
        p = S.MultiplyAdd(p, q, S.Broadcast(-0.0472581908f));
        p = S.MultiplyAdd(p, q, S.Broadcast(0.230017707f));
        p = S.MultiplyAdd(p, q, S.Broadcast(-0.50933218f));
        p = S.MultiplyAdd(p, q, S.Broadcast(0.729083717f));

        V lower = S.Multiply(S.Multiply(p, inverse), exponential);
        return S.Select(S.Greater(x, S.Zero), S.Subtract(S.Broadcast(1), lower), lower);
    }
}
