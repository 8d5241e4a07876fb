using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The innermost loop of the gradient with respect to a kernel: sums[m] += Σ over pixels p of source[offsets[p] + m] · gradients[p], over a few m
/// and a panel of a few vectors of channels.
/// </summary>
/// <remarks>
/// The m of a tile are consecutive in the source (neighbouring channels, and pixels), so that one address serves all of them. A tile has 6, 3 or 1 of
/// them; the order of a sum is that of p, whatever the tile.
/// </remarks>
internal static unsafe class GradientTile<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Adds the products of <paramref name="count"/> pixels to rows × (vectors · width) sums.</summary>
    /// <param name="vectors">Vectors of channels: 1, 2 or 4.</param>
    /// <param name="rows">Rows of sums, any number.</param>
    /// <param name="source">The source of the first row.</param>
    /// <param name="offsets">For each pixel, where it lies in the source.</param>
    /// <param name="gradients">For each pixel, its gradients.</param>
    /// <param name="stride">Floats from one pixel's gradients to the next one's.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="sums">The first row of sums.</param>
    /// <param name="sumStride">Floats from one row of sums to the next.</param>
    public static void Add(int vectors, int rows, float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        while (rows > 0)
        {
            int tile = rows >= 6 ? 6 : rows >= 3 ? 3 : 1;
            switch (vectors, tile)
            {
                case (4, 6):
                    Outer6x4(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (4, 3):
                    Outer3x4(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (4, 1):
                    Outer1x4(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (2, 6):
                    Outer6x2(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (2, 3):
                    Outer3x2(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (2, 1):
                    Outer1x2(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (1, 6):
                    Outer6x1(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (1, 3):
                    Outer3x1(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
                case (1, 1):
                    Outer1x1(source, offsets, gradients, stride, count, sums, sumStride);
                    break;
            }

            rows -= tile;
            source += tile;
            sums += tile * sumStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer6x4(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + width);
        V c02 = S.Load(sums + (2 * width));
        V c03 = S.Load(sums + (3 * width));
        V c10 = S.Load(sums + sumStride);
        V c11 = S.Load(sums + sumStride + width);
        V c12 = S.Load(sums + sumStride + (2 * width));
        V c13 = S.Load(sums + sumStride + (3 * width));
        V c20 = S.Load(sums + (2 * sumStride));
        V c21 = S.Load(sums + (2 * sumStride) + width);
        V c22 = S.Load(sums + (2 * sumStride) + (2 * width));
        V c23 = S.Load(sums + (2 * sumStride) + (3 * width));
        V c30 = S.Load(sums + (3 * sumStride));
        V c31 = S.Load(sums + (3 * sumStride) + width);
        V c32 = S.Load(sums + (3 * sumStride) + (2 * width));
        V c33 = S.Load(sums + (3 * sumStride) + (3 * width));
        V c40 = S.Load(sums + (4 * sumStride));
        V c41 = S.Load(sums + (4 * sumStride) + width);
        V c42 = S.Load(sums + (4 * sumStride) + (2 * width));
        V c43 = S.Load(sums + (4 * sumStride) + (3 * width));
        V c50 = S.Load(sums + (5 * sumStride));
        V c51 = S.Load(sums + (5 * sumStride) + width);
        V c52 = S.Load(sums + (5 * sumStride) + (2 * width));
        V c53 = S.Load(sums + (5 * sumStride) + (3 * width));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + width);
            V b2 = S.Load(gradients + (2 * width));
            V b3 = S.Load(gradients + (3 * width));
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            c02 = S.MultiplyAdd(x0, b2, c02);
            c03 = S.MultiplyAdd(x0, b3, c03);
            V x1 = S.Broadcast(a[1]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            c12 = S.MultiplyAdd(x1, b2, c12);
            c13 = S.MultiplyAdd(x1, b3, c13);
            V x2 = S.Broadcast(a[2]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            c22 = S.MultiplyAdd(x2, b2, c22);
            c23 = S.MultiplyAdd(x2, b3, c23);
            V x3 = S.Broadcast(a[3]);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
            c32 = S.MultiplyAdd(x3, b2, c32);
            c33 = S.MultiplyAdd(x3, b3, c33);
            V x4 = S.Broadcast(a[4]);
            c40 = S.MultiplyAdd(x4, b0, c40);
            c41 = S.MultiplyAdd(x4, b1, c41);
            c42 = S.MultiplyAdd(x4, b2, c42);
            c43 = S.MultiplyAdd(x4, b3, c43);
            V x5 = S.Broadcast(a[5]);
            c50 = S.MultiplyAdd(x5, b0, c50);
            c51 = S.MultiplyAdd(x5, b1, c51);
            c52 = S.MultiplyAdd(x5, b2, c52);
            c53 = S.MultiplyAdd(x5, b3, c53);
        }

        S.Store(sums, c00);
        S.Store(sums + width, c01);
        S.Store(sums + (2 * width), c02);
        S.Store(sums + (3 * width), c03);
        S.Store(sums + sumStride, c10);
        S.Store(sums + sumStride + width, c11);
        S.Store(sums + sumStride + (2 * width), c12);
        S.Store(sums + sumStride + (3 * width), c13);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (2 * sumStride) + width, c21);
        S.Store(sums + (2 * sumStride) + (2 * width), c22);
        S.Store(sums + (2 * sumStride) + (3 * width), c23);
        S.Store(sums + (3 * sumStride), c30);
        S.Store(sums + (3 * sumStride) + width, c31);
        S.Store(sums + (3 * sumStride) + (2 * width), c32);
        S.Store(sums + (3 * sumStride) + (3 * width), c33);
        S.Store(sums + (4 * sumStride), c40);
        S.Store(sums + (4 * sumStride) + width, c41);
        S.Store(sums + (4 * sumStride) + (2 * width), c42);
        S.Store(sums + (4 * sumStride) + (3 * width), c43);
        S.Store(sums + (5 * sumStride), c50);
        S.Store(sums + (5 * sumStride) + width, c51);
        S.Store(sums + (5 * sumStride) + (2 * width), c52);
        S.Store(sums + (5 * sumStride) + (3 * width), c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer3x4(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + width);
        V c02 = S.Load(sums + (2 * width));
        V c03 = S.Load(sums + (3 * width));
        V c10 = S.Load(sums + sumStride);
        V c11 = S.Load(sums + sumStride + width);
        V c12 = S.Load(sums + sumStride + (2 * width));
        V c13 = S.Load(sums + sumStride + (3 * width));
        V c20 = S.Load(sums + (2 * sumStride));
        V c21 = S.Load(sums + (2 * sumStride) + width);
        V c22 = S.Load(sums + (2 * sumStride) + (2 * width));
        V c23 = S.Load(sums + (2 * sumStride) + (3 * width));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + width);
            V b2 = S.Load(gradients + (2 * width));
            V b3 = S.Load(gradients + (3 * width));
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            c02 = S.MultiplyAdd(x0, b2, c02);
            c03 = S.MultiplyAdd(x0, b3, c03);
            V x1 = S.Broadcast(a[1]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            c12 = S.MultiplyAdd(x1, b2, c12);
            c13 = S.MultiplyAdd(x1, b3, c13);
            V x2 = S.Broadcast(a[2]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            c22 = S.MultiplyAdd(x2, b2, c22);
            c23 = S.MultiplyAdd(x2, b3, c23);
        }

        S.Store(sums, c00);
        S.Store(sums + width, c01);
        S.Store(sums + (2 * width), c02);
        S.Store(sums + (3 * width), c03);
        S.Store(sums + sumStride, c10);
        S.Store(sums + sumStride + width, c11);
        S.Store(sums + sumStride + (2 * width), c12);
        S.Store(sums + sumStride + (3 * width), c13);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (2 * sumStride) + width, c21);
        S.Store(sums + (2 * sumStride) + (2 * width), c22);
        S.Store(sums + (2 * sumStride) + (3 * width), c23);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer1x4(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + width);
        V c02 = S.Load(sums + (2 * width));
        V c03 = S.Load(sums + (3 * width));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + width);
            V b2 = S.Load(gradients + (2 * width));
            V b3 = S.Load(gradients + (3 * width));
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            c02 = S.MultiplyAdd(x0, b2, c02);
            c03 = S.MultiplyAdd(x0, b3, c03);
        }

        S.Store(sums, c00);
        S.Store(sums + width, c01);
        S.Store(sums + (2 * width), c02);
        S.Store(sums + (3 * width), c03);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer6x2(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + width);
        V c10 = S.Load(sums + sumStride);
        V c11 = S.Load(sums + sumStride + width);
        V c20 = S.Load(sums + (2 * sumStride));
        V c21 = S.Load(sums + (2 * sumStride) + width);
        V c30 = S.Load(sums + (3 * sumStride));
        V c31 = S.Load(sums + (3 * sumStride) + width);
        V c40 = S.Load(sums + (4 * sumStride));
        V c41 = S.Load(sums + (4 * sumStride) + width);
        V c50 = S.Load(sums + (5 * sumStride));
        V c51 = S.Load(sums + (5 * sumStride) + width);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + width);
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Broadcast(a[1]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Broadcast(a[2]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            V x3 = S.Broadcast(a[3]);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
            V x4 = S.Broadcast(a[4]);
            c40 = S.MultiplyAdd(x4, b0, c40);
            c41 = S.MultiplyAdd(x4, b1, c41);
            V x5 = S.Broadcast(a[5]);
            c50 = S.MultiplyAdd(x5, b0, c50);
            c51 = S.MultiplyAdd(x5, b1, c51);
        }

        S.Store(sums, c00);
        S.Store(sums + width, c01);
        S.Store(sums + sumStride, c10);
        S.Store(sums + sumStride + width, c11);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (2 * sumStride) + width, c21);
        S.Store(sums + (3 * sumStride), c30);
        S.Store(sums + (3 * sumStride) + width, c31);
        S.Store(sums + (4 * sumStride), c40);
        S.Store(sums + (4 * sumStride) + width, c41);
        S.Store(sums + (5 * sumStride), c50);
        S.Store(sums + (5 * sumStride) + width, c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer3x2(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + width);
        V c10 = S.Load(sums + sumStride);
        V c11 = S.Load(sums + sumStride + width);
        V c20 = S.Load(sums + (2 * sumStride));
        V c21 = S.Load(sums + (2 * sumStride) + width);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + width);
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Broadcast(a[1]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Broadcast(a[2]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
        }

        S.Store(sums, c00);
        S.Store(sums + width, c01);
        S.Store(sums + sumStride, c10);
        S.Store(sums + sumStride + width, c11);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (2 * sumStride) + width, c21);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer1x2(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c01 = S.Load(sums + width);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            V b1 = S.Load(gradients + width);
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
        }

        S.Store(sums, c00);
        S.Store(sums + width, c01);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer6x1(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c10 = S.Load(sums + sumStride);
        V c20 = S.Load(sums + (2 * sumStride));
        V c30 = S.Load(sums + (3 * sumStride));
        V c40 = S.Load(sums + (4 * sumStride));
        V c50 = S.Load(sums + (5 * sumStride));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            V x1 = S.Broadcast(a[1]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            V x2 = S.Broadcast(a[2]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            V x3 = S.Broadcast(a[3]);
            c30 = S.MultiplyAdd(x3, b0, c30);
            V x4 = S.Broadcast(a[4]);
            c40 = S.MultiplyAdd(x4, b0, c40);
            V x5 = S.Broadcast(a[5]);
            c50 = S.MultiplyAdd(x5, b0, c50);
        }

        S.Store(sums, c00);
        S.Store(sums + sumStride, c10);
        S.Store(sums + (2 * sumStride), c20);
        S.Store(sums + (3 * sumStride), c30);
        S.Store(sums + (4 * sumStride), c40);
        S.Store(sums + (5 * sumStride), c50);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer3x1(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        V c10 = S.Load(sums + sumStride);
        V c20 = S.Load(sums + (2 * sumStride));
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            V x1 = S.Broadcast(a[1]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            V x2 = S.Broadcast(a[2]);
            c20 = S.MultiplyAdd(x2, b0, c20);
        }

        S.Store(sums, c00);
        S.Store(sums + sumStride, c10);
        S.Store(sums + (2 * sumStride), c20);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Outer1x1(float* source, int* offsets, float* gradients, nint stride, int count, float* sums, nint sumStride)
    {
        int width = S.Width;
        V c00 = S.Load(sums);
        for (nint p = 0; p < count; p++)
        {
            float* a = source + offsets[p];
            V b0 = S.Load(gradients);
            gradients += stride;
            V x0 = S.Broadcast(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
        }

        S.Store(sums, c00);
    }
}
