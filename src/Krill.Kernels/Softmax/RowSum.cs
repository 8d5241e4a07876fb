using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Sums along rows of neighbouring floats, in an order that follows from the row's length and the vector width alone.</summary>
internal static unsafe class RowSum<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Σ f(a, b). Lanes beyond the row hold zeros, so f(0, 0) must be 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of<TOperator>(TOperator f, float* a, float* b, int length, float* buffer)
        where TOperator : struct, IBinaryOperator
    {
        V sum = S.Zero;
        int i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            sum = S.Add(sum, f.Invoke<V, S>(S.Load(a + i), S.Load(b + i)));
        }

        if (i < length)
        {
            V lastOfA = PartialVector.Load<V, S>(a + i, length - i, 0, buffer);
            V lastOfB = PartialVector.Load<V, S>(b + i, length - i, 0, buffer);
            sum = S.Add(sum, f.Invoke<V, S>(lastOfA, lastOfB));
        }

        return S.Sum(sum);
    }
}
