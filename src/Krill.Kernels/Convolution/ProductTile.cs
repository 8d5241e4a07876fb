using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>A run of consecutive floats that each row of a tile contributes: where it starts from the row's place, and its length.</summary>
internal readonly record struct SourceRun(int Offset, int Length);

/// <summary>What the sums of a tile start from.</summary>
internal enum TileStart
{
    Zero,

    /// <summary>A row of biases, the same for each row of the tile.</summary>
    Bias,

    /// <summary>What an earlier block of the sum has stored.</summary>
    Continue,
}

/// <summary>
/// The innermost loop of products and of convolutions forward and to the input: sums[r] += Σ rows[r][k] · panel[k], over six rows (or two) and a panel
/// of a few vectors.
/// </summary>
/// <remarks>
/// Six rows because their addresses then stay in registers; with four vectors of 512 bits that is 24 sums, 4 panel vectors and one broadcast of
/// the 32 registers, and 10 loads for 24 multiply-adds. Narrower sets have 16 registers: 12 sums, 2 panel vectors, one broadcast. A row is
/// anywhere (an image's pixel, with the neighbours that the runs reach), so rows of a tile may lie in different lines and images. The order of a sum
/// is that of k, whatever the tile: bits do not depend on how rows are grouped.
/// </remarks>
internal static unsafe class ProductTile<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Rows of a whole tile.</summary>
    public const int Rows = 6;

    /// <summary>
    /// Rows of the next tile: six, but two where four or fewer are left and the panel has four vectors, as eight sums then keep the processor busy. Few rows are no
    /// exception: a chunk of small maps, or of Winograd's tiles, has some dozens.
    /// </summary>
    /// <param name="vectors">Vectors in a row of the panel.</param>
    /// <param name="left">Rows that are left.</param>
    public static int RowsFor(int vectors, long left) => vectors == 4 && left <= 4 ? 2 : Rows;

    /// <summary>Multiplies the rows of a tile with a panel.</summary>
    /// <param name="rowCount">How many rows: see <see cref="RowsFor"/>.</param>
    /// <param name="vectors">Vectors in a row of the panel: 1, 2 or 4.</param>
    /// <param name="rows">The places of the rows.</param>
    /// <param name="sums">Where the rows of sums go; a row of the panel's width each.</param>
    /// <param name="runs">The runs that make up k.</param>
    /// <param name="runCount">How many runs.</param>
    /// <param name="panel">For each k, a row of the panel.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="bias">The row of biases for <see cref="TileStart.Bias"/>.</param>
    public static void Multiply(int rowCount, int vectors, float** rows, float** sums, SourceRun* runs, int runCount, float* panel, TileStart start, float* bias)
    {
        switch (vectors)
        {
            case 4 when rowCount == 2:
                ProductPair<V, S>.Multiply4(rows, sums, runs, runCount, panel, start, bias);
                break;
            case 4:
                Multiply4(rows, sums, runs, runCount, panel, start, bias);
                break;
            case 2:
                Multiply2(rows, sums, runs, runCount, panel, start, bias);
                break;
            default:
                Multiply1(rows, sums, runs, runCount, panel, start, bias);
                break;
        }
    }

    /// <summary>Six rows by 4 vectors of columns: 24 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply4(float** rows, float** sums, SourceRun* runs, int runCount, float* panel, TileStart start, float* bias)
    {
        int width = S.Width;
        V c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33, c40, c41, c42, c43, c50, c51, c52, c53;
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
            c20 = S.Load(sums[2]);
            c21 = S.Load(sums[2] + width);
            c22 = S.Load(sums[2] + (2 * width));
            c23 = S.Load(sums[2] + (3 * width));
            c30 = S.Load(sums[3]);
            c31 = S.Load(sums[3] + width);
            c32 = S.Load(sums[3] + (2 * width));
            c33 = S.Load(sums[3] + (3 * width));
            c40 = S.Load(sums[4]);
            c41 = S.Load(sums[4] + width);
            c42 = S.Load(sums[4] + (2 * width));
            c43 = S.Load(sums[4] + (3 * width));
            c50 = S.Load(sums[5]);
            c51 = S.Load(sums[5] + width);
            c52 = S.Load(sums[5] + (2 * width));
            c53 = S.Load(sums[5] + (3 * width));
        }
        else
        {
            c00 = start == TileStart.Bias ? S.Load(bias) : S.Zero;
            c01 = start == TileStart.Bias ? S.Load(bias + width) : S.Zero;
            c02 = start == TileStart.Bias ? S.Load(bias + (2 * width)) : S.Zero;
            c03 = start == TileStart.Bias ? S.Load(bias + (3 * width)) : S.Zero;
            c10 = c00; c11 = c01; c12 = c02; c13 = c03;
            c20 = c00; c21 = c01; c22 = c02; c23 = c03;
            c30 = c00; c31 = c01; c32 = c02; c33 = c03;
            c40 = c00; c41 = c01; c42 = c02; c43 = c03;
            c50 = c00; c51 = c01; c52 = c02; c53 = c03;
        }

        for (int run = 0; run < runCount; run++)
        {
            nint offset = runs[run].Offset;
            float* a0 = rows[0] + offset;
            float* a1 = rows[1] + offset;
            float* a2 = rows[2] + offset;
            float* a3 = rows[3] + offset;
            float* a4 = rows[4] + offset;
            float* a5 = rows[5] + offset;
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
                V x2 = S.Broadcast(a2[k]);
                c20 = S.MultiplyAdd(x2, b0, c20);
                c21 = S.MultiplyAdd(x2, b1, c21);
                c22 = S.MultiplyAdd(x2, b2, c22);
                c23 = S.MultiplyAdd(x2, b3, c23);
                V x3 = S.Broadcast(a3[k]);
                c30 = S.MultiplyAdd(x3, b0, c30);
                c31 = S.MultiplyAdd(x3, b1, c31);
                c32 = S.MultiplyAdd(x3, b2, c32);
                c33 = S.MultiplyAdd(x3, b3, c33);
                V x4 = S.Broadcast(a4[k]);
                c40 = S.MultiplyAdd(x4, b0, c40);
                c41 = S.MultiplyAdd(x4, b1, c41);
                c42 = S.MultiplyAdd(x4, b2, c42);
                c43 = S.MultiplyAdd(x4, b3, c43);
                V x5 = S.Broadcast(a5[k]);
                c50 = S.MultiplyAdd(x5, b0, c50);
                c51 = S.MultiplyAdd(x5, b1, c51);
                c52 = S.MultiplyAdd(x5, b2, c52);
                c53 = S.MultiplyAdd(x5, b3, c53);
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
        S.Store(sums[2], c20);
        S.Store(sums[2] + width, c21);
        S.Store(sums[2] + (2 * width), c22);
        S.Store(sums[2] + (3 * width), c23);
        S.Store(sums[3], c30);
        S.Store(sums[3] + width, c31);
        S.Store(sums[3] + (2 * width), c32);
        S.Store(sums[3] + (3 * width), c33);
        S.Store(sums[4], c40);
        S.Store(sums[4] + width, c41);
        S.Store(sums[4] + (2 * width), c42);
        S.Store(sums[4] + (3 * width), c43);
        S.Store(sums[5], c50);
        S.Store(sums[5] + width, c51);
        S.Store(sums[5] + (2 * width), c52);
        S.Store(sums[5] + (3 * width), c53);
    }

    /// <summary>Six rows by 2 vectors of columns: 12 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply2(float** rows, float** sums, SourceRun* runs, int runCount, float* panel, TileStart start, float* bias)
    {
        int width = S.Width;
        V c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        if (start == TileStart.Continue)
        {
            c00 = S.Load(sums[0]);
            c01 = S.Load(sums[0] + width);
            c10 = S.Load(sums[1]);
            c11 = S.Load(sums[1] + width);
            c20 = S.Load(sums[2]);
            c21 = S.Load(sums[2] + width);
            c30 = S.Load(sums[3]);
            c31 = S.Load(sums[3] + width);
            c40 = S.Load(sums[4]);
            c41 = S.Load(sums[4] + width);
            c50 = S.Load(sums[5]);
            c51 = S.Load(sums[5] + width);
        }
        else
        {
            c00 = start == TileStart.Bias ? S.Load(bias) : S.Zero;
            c01 = start == TileStart.Bias ? S.Load(bias + width) : S.Zero;
            c10 = c00; c11 = c01;
            c20 = c00; c21 = c01;
            c30 = c00; c31 = c01;
            c40 = c00; c41 = c01;
            c50 = c00; c51 = c01;
        }

        for (int run = 0; run < runCount; run++)
        {
            nint offset = runs[run].Offset;
            float* a0 = rows[0] + offset;
            float* a1 = rows[1] + offset;
            float* a2 = rows[2] + offset;
            float* a3 = rows[3] + offset;
            float* a4 = rows[4] + offset;
            float* a5 = rows[5] + offset;
            nint length = runs[run].Length;
            for (nint k = 0; k < length; k++)
            {
                V b0 = S.Load(panel);
                V b1 = S.Load(panel + width);
                panel += 2 * width;
                V x0 = S.Broadcast(a0[k]);
                c00 = S.MultiplyAdd(x0, b0, c00);
                c01 = S.MultiplyAdd(x0, b1, c01);
                V x1 = S.Broadcast(a1[k]);
                c10 = S.MultiplyAdd(x1, b0, c10);
                c11 = S.MultiplyAdd(x1, b1, c11);
                V x2 = S.Broadcast(a2[k]);
                c20 = S.MultiplyAdd(x2, b0, c20);
                c21 = S.MultiplyAdd(x2, b1, c21);
                V x3 = S.Broadcast(a3[k]);
                c30 = S.MultiplyAdd(x3, b0, c30);
                c31 = S.MultiplyAdd(x3, b1, c31);
                V x4 = S.Broadcast(a4[k]);
                c40 = S.MultiplyAdd(x4, b0, c40);
                c41 = S.MultiplyAdd(x4, b1, c41);
                V x5 = S.Broadcast(a5[k]);
                c50 = S.MultiplyAdd(x5, b0, c50);
                c51 = S.MultiplyAdd(x5, b1, c51);
            }
        }

        S.Store(sums[0], c00);
        S.Store(sums[0] + width, c01);
        S.Store(sums[1], c10);
        S.Store(sums[1] + width, c11);
        S.Store(sums[2], c20);
        S.Store(sums[2] + width, c21);
        S.Store(sums[3], c30);
        S.Store(sums[3] + width, c31);
        S.Store(sums[4], c40);
        S.Store(sums[4] + width, c41);
        S.Store(sums[5], c50);
        S.Store(sums[5] + width, c51);
    }

    /// <summary>Six rows by 1 vector of columns: 6 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply1(float** rows, float** sums, SourceRun* runs, int runCount, float* panel, TileStart start, float* bias)
    {
        int width = S.Width;
        V c00, c10, c20, c30, c40, c50;
        if (start == TileStart.Continue)
        {
            c00 = S.Load(sums[0]);
            c10 = S.Load(sums[1]);
            c20 = S.Load(sums[2]);
            c30 = S.Load(sums[3]);
            c40 = S.Load(sums[4]);
            c50 = S.Load(sums[5]);
        }
        else
        {
            c00 = start == TileStart.Bias ? S.Load(bias) : S.Zero;
            c10 = c00;
            c20 = c00;
            c30 = c00;
            c40 = c00;
            c50 = c00;
        }

        for (int run = 0; run < runCount; run++)
        {
            nint offset = runs[run].Offset;
            float* a0 = rows[0] + offset;
            float* a1 = rows[1] + offset;
            float* a2 = rows[2] + offset;
            float* a3 = rows[3] + offset;
            float* a4 = rows[4] + offset;
            float* a5 = rows[5] + offset;
            nint length = runs[run].Length;
            for (nint k = 0; k < length; k++)
            {
                V b0 = S.Load(panel);
                panel += width;
                V x0 = S.Broadcast(a0[k]);
                c00 = S.MultiplyAdd(x0, b0, c00);
                V x1 = S.Broadcast(a1[k]);
                c10 = S.MultiplyAdd(x1, b0, c10);
                V x2 = S.Broadcast(a2[k]);
                c20 = S.MultiplyAdd(x2, b0, c20);
                V x3 = S.Broadcast(a3[k]);
                c30 = S.MultiplyAdd(x3, b0, c30);
                V x4 = S.Broadcast(a4[k]);
                c40 = S.MultiplyAdd(x4, b0, c40);
                V x5 = S.Broadcast(a5[k]);
                c50 = S.MultiplyAdd(x5, b0, c50);
            }
        }

        S.Store(sums[0], c00);
        S.Store(sums[1], c10);
        S.Store(sums[2], c20);
        S.Store(sums[3], c30);
        S.Store(sums[4], c40);
        S.Store(sums[5], c50);
    }
}
