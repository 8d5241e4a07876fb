using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The loops of element-wise kernels: whole vectors, then the remainder one float at a time by the scalar twin of the same
/// operator. Lane by lane these give the same bits, so an element's result does not depend on where it stands, and a batch
/// may be cut into chunks anywhere. Nothing beyond the operands is touched; the output may be one of the inputs.
/// </summary>
/// <remarks>
/// Optimized at once, without tiers: in a tier that does not inline, each vector operation would be a call.
/// </remarks>
internal static unsafe class ElementLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unary<V, S, TOperator>(TOperator f, float* input, float* output, long length)
        where V : struct
        where S : struct, ISimd<V>
        where TOperator : struct, IUnaryOperator
    {
        long i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(output + i, f.Invoke<V, S>(S.Load(input + i)));
        }

        for (; i < length; i++)
        {
            output[i] = f.Invoke<float, SimdScalar>(input[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Binary<V, S, TOperator>(TOperator f, float* a, float* b, float* output, long length)
        where V : struct
        where S : struct, ISimd<V>
        where TOperator : struct, IBinaryOperator
    {
        long i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(output + i, f.Invoke<V, S>(S.Load(a + i), S.Load(b + i)));
        }

        for (; i < length; i++)
        {
            output[i] = f.Invoke<float, SimdScalar>(a[i], b[i]);
        }
    }

    /// <summary>The second operand is the same for all elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BinaryScalar<V, S, TOperator>(TOperator f, float* a, float b, float* output, long length)
        where V : struct
        where S : struct, ISimd<V>
        where TOperator : struct, IBinaryOperator
    {
        long i = 0;
        V every = S.Broadcast(b);
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(output + i, f.Invoke<V, S>(S.Load(a + i), every));
        }

        for (; i < length; i++)
        {
            output[i] = f.Invoke<float, SimdScalar>(a[i], b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<V, S>(float value, float* output, long length)
        where V : struct
        where S : struct, ISimd<V>
    {
        long i = 0;
        V every = S.Broadcast(value);
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(output + i, every);
        }

        for (; i < length; i++)
        {
            output[i] = value;
        }
    }
}
