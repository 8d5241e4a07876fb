using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>A <see cref="ProductTile{V,S}"/> of two rows, for those that fill no whole one. The order of a sum is the same.</summary>
internal static unsafe class ProductPair<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Two rows by 4 vectors of columns: 8 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply4(float** rows, float** sums, SourceRun* runs, int runCount, float* panel, TileStart start, float* bias)
    {
        int width = S.Width;
        V c00, c01, c02, c03, c10, c11, c12, c13;
        if (start == TileStart.Continue)
        {
            c00 = S.Load(sums[0]);
            c01 = S.Load(sums[0] + width);
            c02 = S.Load(sums[0] + (2 * width));
            c03 = S.Load(sums[0] + (3 * width));
            c10 = S.Load(sums[1]);
            c11 = S.Load(sums[1] + width);
            c12 = S.Load(sums[1] + (2 * width));
            c13 = S.Load(sums[1] + (3 * width));
        }
        else
        {
            c00 = start == TileStart.Bias ? S.Load(bias) : S.Zero;
            c01 = start == TileStart.Bias ? S.Load(bias + width) : S.Zero;
            c02 = start == TileStart.Bias ? S.Load(bias + (2 * width)) : S.Zero;
            c03 = start == TileStart.Bias ? S.Load(bias + (3 * width)) : S.Zero;
            c10 = c00; c11 = c01; c12 = c02; c13 = c03;
        }

        for (int run = 0; run < runCount; run++)
        {
            nint offset = runs[run].Offset;
            float* a0 = rows[0] + offset;
            float* a1 = rows[1] + offset;
            nint length = runs[run].Length;
            for (nint k = 0; k < length; k++)
            {
                V b0 = S.Load(panel);
                V b1 = S.Load(panel + width);
                V b2 = S.Load(panel + (2 * width));
                V b3 = S.Load(panel + (3 * width));
                panel += 4 * width;
                V x0 = S.Broadcast(a0[k]);
                c00 = S.MultiplyAdd(x0, b0, c00);
                c01 = S.MultiplyAdd(x0, b1, c01);
                c02 = S.MultiplyAdd(x0, b2, c02);
                c03 = S.MultiplyAdd(x0, b3, c03);
                V x1 = S.Broadcast(a1[k]);
                c10 = S.MultiplyAdd(x1, b0, c10);
                c11 = S.MultiplyAdd(x1, b1, c11);
                c12 = S.MultiplyAdd(x1, b2, c12);
                c13 = S.MultiplyAdd(x1, b3, c13);
            }
        }

        S.Store(sums[0], c00);
        S.Store(sums[0] + width, c01);
        S.Store(sums[0] + (2 * width), c02);
        S.Store(sums[0] + (3 * width), c03);
        S.Store(sums[1], c10);
        S.Store(sums[1] + width, c11);
        S.Store(sums[1] + (2 * width), c12);
        S.Store(sums[1] + (3 * width), c13);
    }
}
