using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The innermost loop of a convolution over interleaved images: sums[r][c] = bias[c] + Σ rows[r][k] · panel[k][c], where every element is a group of
/// images and the weights are single floats.
/// </summary>
/// <remarks>The sums of a tile and what they are made of take at most 16 registers, so one shape serves every kernel set.</remarks>
internal static unsafe class InterleavedTile<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>The most columns of a panel.</summary>
    public const int MostColumns = 3;

    /// <summary>The most rows of a tile.</summary>
    public const int MostRows = 8;

    /// <summary>Rows of a tile with so many columns.</summary>
    public static int Rows(int columns) => columns switch
    {
        3 => 4,
        2 => 6,
        _ => 8,
    };

    /// <summary>Multiplies a tile's rows with a panel, for a vector of the group's images.</summary>
    /// <param name="columns">Columns of the panel: 1 to 3.</param>
    /// <param name="rows">The places of the rows.</param>
    /// <param name="sums">Where the rows of sums go.</param>
    /// <param name="places">For each k, where it lies from a row's place, in floats.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="panel">For each k, the weights of the columns.</param>
    /// <param name="bias">A bias for each column, or null.</param>
    public static void Multiply(int columns, float** rows, float** sums, int* places, int depth, float* panel, float* bias)
    {
        switch (columns)
        {
            case 3:
                Multiply4x3(rows, sums, places, depth, panel, bias);
                break;
            case 2:
                Multiply6x2(rows, sums, places, depth, panel, bias);
                break;
            default:
                Multiply8x1(rows, sums, places, depth, panel, bias);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply4x3(float** rows, float** sums, int* places, int depth, float* panel, float* bias)
    {
        V c00 = bias is null ? S.Zero : S.Broadcast(bias[0]);
        V c01 = bias is null ? S.Zero : S.Broadcast(bias[1]);
        V c02 = bias is null ? S.Zero : S.Broadcast(bias[2]);
        V c10 = c00, c11 = c01, c12 = c02, c20 = c00, c21 = c01, c22 = c02, c30 = c00, c31 = c01, c32 = c02;
        float* a0 = rows[0];
        float* a1 = rows[1];
        float* a2 = rows[2];
        float* a3 = rows[3];
        for (int i = 0; i < depth; i++)
        {
            nint k = places[i];
            V b0 = S.Broadcast(panel[0]);
            V b1 = S.Broadcast(panel[1]);
            V b2 = S.Broadcast(panel[2]);
            panel += 3;
            V x0 = S.Load(a0 + k);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            c02 = S.MultiplyAdd(x0, b2, c02);
            V x1 = S.Load(a1 + k);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            c12 = S.MultiplyAdd(x1, b2, c12);
            V x2 = S.Load(a2 + k);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            c22 = S.MultiplyAdd(x2, b2, c22);
            V x3 = S.Load(a3 + k);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
            c32 = S.MultiplyAdd(x3, b2, c32);
        }

        S.Store(sums[0], c00);
        S.Store(sums[0] + Group.Images, c01);
        S.Store(sums[0] + (2 * Group.Images), c02);
        S.Store(sums[1], c10);
        S.Store(sums[1] + Group.Images, c11);
        S.Store(sums[1] + (2 * Group.Images), c12);
        S.Store(sums[2], c20);
        S.Store(sums[2] + Group.Images, c21);
        S.Store(sums[2] + (2 * Group.Images), c22);
        S.Store(sums[3], c30);
        S.Store(sums[3] + Group.Images, c31);
        S.Store(sums[3] + (2 * Group.Images), c32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply6x2(float** rows, float** sums, int* places, int depth, float* panel, float* bias)
    {
        V c00 = bias is null ? S.Zero : S.Broadcast(bias[0]);
        V c01 = bias is null ? S.Zero : S.Broadcast(bias[1]);
        V c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01, c40 = c00, c41 = c01, c50 = c00, c51 = c01;
        float* a0 = rows[0];
        float* a1 = rows[1];
        float* a2 = rows[2];
        float* a3 = rows[3];
        float* a4 = rows[4];
        float* a5 = rows[5];
        for (int i = 0; i < depth; i++)
        {
            nint k = places[i];
            V b0 = S.Broadcast(panel[0]);
            V b1 = S.Broadcast(panel[1]);
            panel += 2;
            V x0 = S.Load(a0 + k);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Load(a1 + k);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Load(a2 + k);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            V x3 = S.Load(a3 + k);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
            V x4 = S.Load(a4 + k);
            c40 = S.MultiplyAdd(x4, b0, c40);
            c41 = S.MultiplyAdd(x4, b1, c41);
            V x5 = S.Load(a5 + k);
            c50 = S.MultiplyAdd(x5, b0, c50);
            c51 = S.MultiplyAdd(x5, b1, c51);
        }

        S.Store(sums[0], c00);
        S.Store(sums[0] + Group.Images, c01);
        S.Store(sums[1], c10);
        S.Store(sums[1] + Group.Images, c11);
        S.Store(sums[2], c20);
        S.Store(sums[2] + Group.Images, c21);
        S.Store(sums[3], c30);
        S.Store(sums[3] + Group.Images, c31);
        S.Store(sums[4], c40);
        S.Store(sums[4] + Group.Images, c41);
        S.Store(sums[5], c50);
        S.Store(sums[5] + Group.Images, c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply8x1(float** rows, float** sums, int* places, int depth, float* panel, float* bias)
    {
        V c00 = bias is null ? S.Zero : S.Broadcast(bias[0]);
        V c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00, c60 = c00, c70 = c00;
        float* a0 = rows[0];
        float* a1 = rows[1];
        float* a2 = rows[2];
        float* a3 = rows[3];
        float* a4 = rows[4];
        float* a5 = rows[5];
        float* a6 = rows[6];
        float* a7 = rows[7];
        for (int i = 0; i < depth; i++)
        {
            nint k = places[i];
            V b0 = S.Broadcast(panel[0]);
            panel += 1;
            V x0 = S.Load(a0 + k);
            c00 = S.MultiplyAdd(x0, b0, c00);
            V x1 = S.Load(a1 + k);
            c10 = S.MultiplyAdd(x1, b0, c10);
            V x2 = S.Load(a2 + k);
            c20 = S.MultiplyAdd(x2, b0, c20);
            V x3 = S.Load(a3 + k);
            c30 = S.MultiplyAdd(x3, b0, c30);
            V x4 = S.Load(a4 + k);
            c40 = S.MultiplyAdd(x4, b0, c40);
            V x5 = S.Load(a5 + k);
            c50 = S.MultiplyAdd(x5, b0, c50);
            V x6 = S.Load(a6 + k);
            c60 = S.MultiplyAdd(x6, b0, c60);
            V x7 = S.Load(a7 + k);
            c70 = S.MultiplyAdd(x7, b0, c70);
        }

        S.Store(sums[0], c00);
        S.Store(sums[1], c10);
        S.Store(sums[2], c20);
        S.Store(sums[3], c30);
        S.Store(sums[4], c40);
        S.Store(sums[5], c50);
        S.Store(sums[6], c60);
        S.Store(sums[7], c70);
    }
}
