using System.Runtime.Intrinsics;
using Krill.Kernels;

namespace Krill.Tests.Kernels;

/// <summary>Runs one operator over floats at the width of a kernel set.</summary>
internal static unsafe class OperatorRunner
{
    public static void Run<TOperator>(string set, TOperator f, ReadOnlySpan<float> input, Span<float> output)
        where TOperator : struct, IUnaryOperator
    {
        fixed (float* x = input, y = output)
        {
            switch (KernelSets.Choose(set, bfloat16: false))
            {
                case KernelSet.Vector512: ElementLoops.Unary<Vector512<float>, Simd512, TOperator>(f, x, y, input.Length); break;
                case KernelSet.Vector256: ElementLoops.Unary<Vector256<float>, Simd256, TOperator>(f, x, y, input.Length); break;
                case KernelSet.Vector128: ElementLoops.Unary<Vector128<float>, Simd128, TOperator>(f, x, y, input.Length); break;
                default: ElementLoops.Unary<float, SimdScalar, TOperator>(f, x, y, input.Length); break;
            }
        }
    }
}
