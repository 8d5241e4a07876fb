using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>Brings images into groups, or back: a transposition of 16 images by their elements.</summary>
internal sealed unsafe class InterleaveKernel(bool back, Storage input, Storage output) : BatchKernel
{
    public override void Run(in Work work)
    {
        int length = input.Length;
        float* source = input.At(work), target = output.At(work);
        for (int group = 0; group < work.Count / Group.Images; group++)
        {
            if (back)
            {
                Transpose(source, length, Group.Images, target);
            }
            else
            {
                Transpose(source, Group.Images, length, target);
            }

            source += Group.Images * length;
            target += Group.Images * length;
        }
    }

    /// <summary>target[c][r] = source[r][c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, int rows, int columns, float* target)
    {
        int wholeRows = rows & ~3, wholeColumns = columns & ~3, first = 0;
        if (!Vector128.IsHardwareAccelerated)
        {
            wholeRows = 0;
        }

        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && rows == Group.Images)
        {
            for (; first <= columns - Group.Images; first += Group.Images)
            {
                DwordTranspose.Run((uint*)(source + first), columns, (uint*)(target + ((nint)first * rows)), rows);
            }
        }

        // Columns outside: a column of blocks fills whole cache lines of the target, while the lines of the few rows stay in the cache.
        for (int column = first; column < wholeColumns; column += 4)
        {
            for (int row = 0; row < wholeRows; row += 4)
            {
                Transpose4(source + ((nint)row * columns) + column, columns, target + ((nint)column * rows) + row, rows);
            }
        }

        TransposeRest(source, 0, wholeRows, wholeColumns, rows, columns, target);
        TransposeRest(source, wholeRows, rows, 0, rows, columns, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Transpose4(float* source, nint stride, float* target, nint targetStride)
    {
        // Rows a, b, c, d: first pairs (a0 c0 a1 c1), (b0 d0 b1 d1), …, then those interleaved are the columns.
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + stride);
        Vector128<float> c = Vector128.Load(source + (2 * stride)), d = Vector128.Load(source + (3 * stride));
        (Vector128<float> ac, Vector128<float> ac2) = Interleave(a, c);
        (Vector128<float> bd, Vector128<float> bd2) = Interleave(b, d);
        (Vector128<float> first, Vector128<float> second) = Interleave(ac, bd);
        (Vector128<float> third, Vector128<float> fourth) = Interleave(ac2, bd2);
        first.Store(target);
        second.Store(target + targetStride);
        third.Store(target + (2 * targetStride));
        fourth.Store(target + (3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector128<float> Lower, Vector128<float> Upper) Interleave(Vector128<float> a, Vector128<float> b)
    {
        if (System.Runtime.Intrinsics.X86.Sse.IsSupported)
        {
            return (System.Runtime.Intrinsics.X86.Sse.UnpackLow(a, b), System.Runtime.Intrinsics.X86.Sse.UnpackHigh(a, b));
        }

        if (System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported)
        {
            return (System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipLow(a, b), System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipHigh(a, b));
        }

        return (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));
    }

    static void TransposeRest(float* source, int firstRow, int endRow, int firstColumn, int rows, int columns, float* target)
    {
        for (int row = firstRow; row < endRow; row++)
        {
            for (int column = firstColumn; column < columns; column++)
            {
                target[((nint)column * rows) + row] = source[((nint)row * columns) + column];
            }
        }
    }
}
