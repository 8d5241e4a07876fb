using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The innermost loop of the gradient with respect to a kernel over interleaved images: sums[m][c] += Σ over pixels p of source[offsets[p]][m] ·
/// gradients[p][c], where every element, of the sums too, is a group of images: the images are added up at the end.
/// </summary>
internal static unsafe class InterleavedGradientTile<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Adds the products of some pixels to rows × columns sums, for a vector of the group's images.</summary>
    public static void Add(int columns, int rows, float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        while (rows > 0)
        {
            int tile = 1;
            switch (columns)
            {
                case 3 when rows >= 3:
                    tile = 3;
                    Add3x3(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case 3:
                    Add1x3(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case 2 when rows >= 4:
                    tile = 4;
                    Add4x2(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case 2:
                    Add1x2(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case 1 when rows >= 9:
                    tile = 9;
                    Add9x1(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                default:
                    Add1x1(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
            }

            rows -= tile;
            source += tile * Group.Images;
            sums += tile * sumStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add3x3(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + Group.Images);
        V c02 = S.Load(sums + (2 * Group.Images));
        V c10 = S.Load(sums + sumStride);
        V c11 = S.Load(sums + sumStride + Group.Images);
        V c12 = S.Load(sums + sumStride + (2 * Group.Images));
        V c20 = S.Load(sums + (2 * sumStride));
        V c21 = S.Load(sums + (2 * sumStride) + Group.Images);
        V c22 = S.Load(sums + (2 * sumStride) + (2 * Group.Images));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + Group.Images);
            V b2 = S.Load(gradients + (2 * Group.Images));
            gradients += stride;
            V x0 = S.Load(a);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            c02 = S.MultiplyAdd(x0, b2, c02);
            V x1 = S.Load(a + Group.Images);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            c12 = S.MultiplyAdd(x1, b2, c12);
            V x2 = S.Load(a + (2 * Group.Images));
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            c22 = S.MultiplyAdd(x2, b2, c22);
        }

        S.Store(sums, c00);
        S.Store(sums + Group.Images, c01);
        S.Store(sums + (2 * Group.Images), c02);
        S.Store(sums + sumStride, c10);
        S.Store(sums + sumStride + Group.Images, c11);
        S.Store(sums + sumStride + (2 * Group.Images), c12);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (2 * sumStride) + Group.Images, c21);
        S.Store(sums + (2 * sumStride) + (2 * Group.Images), c22);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add1x3(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + Group.Images);
        V c02 = S.Load(sums + (2 * Group.Images));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + Group.Images);
            V b2 = S.Load(gradients + (2 * Group.Images));
            gradients += stride;
            V x0 = S.Load(a);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            c02 = S.MultiplyAdd(x0, b2, c02);
        }

        S.Store(sums, c00);
        S.Store(sums + Group.Images, c01);
        S.Store(sums + (2 * Group.Images), c02);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add4x2(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + Group.Images);
        V c10 = S.Load(sums + sumStride);
        V c11 = S.Load(sums + sumStride + Group.Images);
        V c20 = S.Load(sums + (2 * sumStride));
        V c21 = S.Load(sums + (2 * sumStride) + Group.Images);
        V c30 = S.Load(sums + (3 * sumStride));
        V c31 = S.Load(sums + (3 * sumStride) + Group.Images);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + Group.Images);
            gradients += stride;
            V x0 = S.Load(a);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Load(a + Group.Images);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Load(a + (2 * Group.Images));
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            V x3 = S.Load(a + (3 * Group.Images));
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
        }

        S.Store(sums, c00);
        S.Store(sums + Group.Images, c01);
        S.Store(sums + sumStride, c10);
        S.Store(sums + sumStride + Group.Images, c11);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (2 * sumStride) + Group.Images, c21);
        S.Store(sums + (3 * sumStride), c30);
        S.Store(sums + (3 * sumStride) + Group.Images, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add1x2(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + Group.Images);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + Group.Images);
            gradients += stride;
            V x0 = S.Load(a);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
        }

        S.Store(sums, c00);
        S.Store(sums + Group.Images, c01);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add9x1(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        V c00 = S.Load(sums);
        V c10 = S.Load(sums + sumStride);
        V c20 = S.Load(sums + (2 * sumStride));
        V c30 = S.Load(sums + (3 * sumStride));
        V c40 = S.Load(sums + (4 * sumStride));
        V c50 = S.Load(sums + (5 * sumStride));
        V c60 = S.Load(sums + (6 * sumStride));
        V c70 = S.Load(sums + (7 * sumStride));
        V c80 = S.Load(sums + (8 * sumStride));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            gradients += stride;
            V x0 = S.Load(a);
            c00 = S.MultiplyAdd(x0, b0, c00);
            V x1 = S.Load(a + Group.Images);
            c10 = S.MultiplyAdd(x1, b0, c10);
            V x2 = S.Load(a + (2 * Group.Images));
            c20 = S.MultiplyAdd(x2, b0, c20);
            V x3 = S.Load(a + (3 * Group.Images));
            c30 = S.MultiplyAdd(x3, b0, c30);
            V x4 = S.Load(a + (4 * Group.Images));
            c40 = S.MultiplyAdd(x4, b0, c40);
            V x5 = S.Load(a + (5 * Group.Images));
            c50 = S.MultiplyAdd(x5, b0, c50);
            V x6 = S.Load(a + (6 * Group.Images));
            c60 = S.MultiplyAdd(x6, b0, c60);
            V x7 = S.Load(a + (7 * Group.Images));
            c70 = S.MultiplyAdd(x7, b0, c70);
            V x8 = S.Load(a + (8 * Group.Images));
            c80 = S.MultiplyAdd(x8, b0, c80);
        }

        S.Store(sums, c00);
        S.Store(sums + sumStride, c10);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (3 * sumStride), c30);
        S.Store(sums + (4 * sumStride), c40);
        S.Store(sums + (5 * sumStride), c50);
        S.Store(sums + (6 * sumStride), c60);
        S.Store(sums + (7 * sumStride), c70);
        S.Store(sums + (8 * sumStride), c80);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add1x1(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        V c00 = S.Load(sums);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            gradients += stride;
            V x0 = S.Load(a);
            c00 = S.MultiplyAdd(x0, b0, c00);
        }

        S.Store(sums, c00);
    }
}
