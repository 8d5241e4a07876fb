using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The steps of a softmax along one row of neighbouring floats. Lanes beyond the row hold -∞: it is no maximum, and its
/// exponential adds 0. The order of a sum follows from the row's length and the vector width alone.
/// </summary>
internal static unsafe class SoftmaxRow<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>The greatest element; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Maximum(float* x, int length, float* buffer)
    {
        V greatest = S.Broadcast(float.NegativeInfinity);
        int i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            greatest = S.Max(greatest, S.Load(x + i));
        }

        if (i < length)
        {
            greatest = S.Max(greatest, PartialVector.Load<V, S>(x + i, length - i, float.NegativeInfinity, buffer));
        }

        return S.Maximum(greatest);
    }

    /// <summary>y = e^(x - shift); the sum of y. y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials(float* x, float shift, float* y, int length, float* buffer)
    {
        V every = S.Broadcast(shift), sum = S.Zero;
        int i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            V e = SimdMath.Exp<V, S>(S.Subtract(S.Load(x + i), every));
            S.Store(y + i, e);
            sum = S.Add(sum, e);
        }

        if (i < length)
        {
            V last = PartialVector.Load<V, S>(x + i, length - i, float.NegativeInfinity, buffer);
            V e = SimdMath.Exp<V, S>(S.Subtract(last, every));
            PartialVector.Store<V, S>(y + i, length - i, e, buffer);
            sum = S.Add(sum, e);
        }

        return S.Sum(sum);
    }
}
