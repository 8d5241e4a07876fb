using System.Runtime.CompilerServices;

namespace Krill.Kernels;

internal static partial class SimdMath
{
    /// <summary>The sine and cosine of 2π · turn / 2³², turn an unsigned integer in each lane.</summary>
    /// <remarks>
    /// The two high bits of the turn, rounded, are the quadrant; the others, as a signed number, the angle f in [-½, ½)
    /// quarter turns, which needs no reduction modulo π. sin(f π/2) = f · S(f²), cos(f π/2) = 1 + f² · C(f²), minimax to 2⁻²⁴.
    /// Odd quadrants swap the two; the quadrant's bits are the signs.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SinCos<V, S>(V turn, out V cosine)
        where V : struct
        where S : struct, ISimd<V>
    {
        V f = S.Multiply(S.IntegerToFloat(S.ShiftLeft(turn, 2)), S.Broadcast(2.32830644e-10f)); // 2⁻³²
        V z = S.Multiply(f, f);
        V s = S.MultiplyAdd(z, S.Broadcast(-0.00460165786f), S.Broadcast(0.079680033f));
        s = S.MultiplyAdd(s, z, S.Broadcast(-0.64596349f));
        s = S.MultiplyAdd(s, z, S.Broadcast(1.57079637f));
        s = S.Multiply(s, f);
        V c = S.MultiplyAdd(z, S.Broadcast(0.000904021726f), S.Broadcast(-0.0208602883f));
        c = S.MultiplyAdd(c, z, S.Broadcast(0.253669232f));
        c = S.MultiplyAdd(c, z, S.Broadcast(-1.23370051f));
        c = S.MultiplyAdd(c, z, S.Broadcast(1));

        V quadrant = S.AddInteger(turn, S.BroadcastInteger(1 << 29));
        V low = S.ShiftLeft(quadrant, 1);
        V odd = S.ShiftRightSigned(low, 31);
        V sign = S.BroadcastInteger(SignBit);
        cosine = S.Xor(S.Select(odd, s, c), S.And(S.Xor(quadrant, low), sign));
        return S.Xor(S.Select(odd, c, s), S.And(quadrant, sign));
    }
}
