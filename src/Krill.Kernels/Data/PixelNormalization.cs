using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>pixel · factor + offset, each pixel with a factor and an offset of its own.</summary>
internal static unsafe class PixelNormalization
{
    /// <summary>Works in place, with the kernels that this process uses; all spans are of one length.</summary>
    public static void Apply(Span<float> pixels, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets) =>
        Apply(pixels, factors, offsets, KernelSets.Current);

    /// <summary>The same with a given set of kernels; every set gives the same bits.</summary>
    /// <exception cref="ArgumentException">The spans are of different lengths.</exception>
    public static void Apply(Span<float> pixels, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, KernelSet kernels)
    {
        if (factors.Length != pixels.Length || offsets.Length != pixels.Length)
        {
            throw new ArgumentException($"pixels: received {pixels.Length} with {factors.Length} factors and {offsets.Length} offsets; expected as many of each.");
        }

        fixed (float* x = pixels, f = factors, o = offsets)
        {
            int done = kernels switch
            {
                KernelSet.Vector512 => Run<Vector512<float>, Simd512>(x, f, o, 0, pixels.Length),
                KernelSet.Vector256 => Run<Vector256<float>, Simd256>(x, f, o, 0, pixels.Length),
                KernelSet.Vector128 => Run<Vector128<float>, Simd128>(x, f, o, 0, pixels.Length),
                _ => 0,
            };
            Run<float, SimdScalar>(x, f, o, done, pixels.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Run<V, S>(float* pixels, float* factors, float* offsets, int first, int length)
        where V : struct
        where S : struct, ISimd<V>
    {
        int i = first;
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(pixels + i, S.MultiplyAdd(S.Load(pixels + i), S.Load(factors + i), S.Load(offsets + i)));
        }

        return i;
    }
}
