using System.Runtime.CompilerServices;

namespace Krill.Kernels;

internal static partial class SimdMath
{
    // The bit that is the sign of a float.
    const int SignBit = int.MinValue;

    /// <summary>1 / (1 + e⁻ˣ), in its own precision on both sides: for x below 0 it is e⁻|ˣ| / (1 + e⁻|ˣ|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        V small = Exp<V, S>(S.Negate(S.Abs(x)));
        V one = S.Broadcast(1);
        V above = S.Select(S.Greater(S.Zero, x), small, one);
        return DivideBySum<V, S>(above, one, small);
    }

    /// <summary>
    /// tanh x = E / (E + 2) with E = e²|ˣ| - 1, taken without cancellation from the polynomial of exp; then the sign of x.
    /// ±0 and subnormals come out as they are; ±1 above 9.01.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        V sign = S.And(x, S.BroadcastInteger(SignBit));
        V size = S.LimitAbove(S.Broadcast(10), S.Xor(x, sign));
        V power = ExpReduce<V, S>(S.Add(size, size), out V r);
        V factor = S.Scale(S.Broadcast(1), power);
        V e = S.MultiplyAdd(factor, ExpMinusOneCore<V, S>(r), S.Subtract(factor, S.Broadcast(1)));
        return S.Or(DivideBySum<V, S>(e, S.Broadcast(2), e), sign);
    }

    /// <summary>
    /// a / (large + small) for large ≥ |small|. The sum's rounding error, which would cost up to one last place, is found
    /// exactly (Dekker's fast two-sum) and taken into account by one step of Newton's on the quotient.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V DivideBySum<V, S>(V a, V large, V small)
        where V : struct
        where S : struct, ISimd<V>
    {
        V sum = S.Add(large, small);
        V error = S.Subtract(small, S.Subtract(sum, large));
        V inverse = S.Divide(S.Broadcast(1), sum);
        V quotient = S.Multiply(a, inverse);
        V minus = S.Negate(quotient);
        V residual = S.MultiplyAdd(minus, error, S.MultiplyAdd(minus, sum, a));
        return S.MultiplyAdd(residual, inverse, quotient);
    }
}
