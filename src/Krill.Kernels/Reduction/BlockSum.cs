using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The sum of terms over a run of floats.</summary>
/// <remarks>
/// Blocks of <see cref="FloatsOfABlock"/> are added up in four vectors of floats, and the blocks in double precision. A term thus goes
/// through at most 2048 / (4 · width) + 2 + log₂(width) float additions, 38 for a width of 16 and 514 for the scalar twin, whatever the length: that
/// times ε / 2 bounds the error relative to the sum of absolute values.
/// </remarks>
internal static unsafe class BlockSum<V, S, TTerm>
    where V : struct
    where S : struct, ISimd<V>
    where TTerm : struct, ITerm
{
    const int FloatsOfABlock = 2048;

    /// <param name="a">The first factor, or the only one.</param>
    /// <param name="b">The second; what <typeparamref name="TTerm"/> does not read may be any pointer.</param>
    /// <param name="length">Floats of each.</param>
    public static double Sum(float* a, float* b, long length)
    {
        double sum = 0;
        for (; length > 0; a += FloatsOfABlock, b += FloatsOfABlock, length -= FloatsOfABlock)
        {
            sum += SumBlock(a, b, (int)Math.Min(length, FloatsOfABlock));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double SumBlock(float* a, float* b, int length)
    {
        V sum0 = S.Zero, sum1 = S.Zero, sum2 = S.Zero, sum3 = S.Zero;
        int i = 0;
        for (; i <= length - 4 * S.Width; i += 4 * S.Width)
        {
            sum0 = Add<V, S>(a + i, b + i, sum0);
            sum1 = Add<V, S>(a + i + S.Width, b + i + S.Width, sum1);
            sum2 = Add<V, S>(a + i + 2 * S.Width, b + i + 2 * S.Width, sum2);
            sum3 = Add<V, S>(a + i + 3 * S.Width, b + i + 3 * S.Width, sum3);
        }

        for (; i <= length - S.Width; i += S.Width)
        {
            sum0 = Add<V, S>(a + i, b + i, sum0);
        }

        float rest = 0;
        for (; i < length; i++)
        {
            rest = Add<float, SimdScalar>(a + i, b + i, rest);
        }

        return (double)S.Sum(S.Add(S.Add(sum0, sum1), S.Add(sum2, sum3))) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Add<W, T>(float* a, float* b, W sum)
        where W : struct
        where T : struct, ISimd<W> => TTerm.Add<W, T>(a, b, sum);
}
