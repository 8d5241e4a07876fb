using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>Transposes 16 rows of 16 double words: floats, or pairs of bfloat16 that stay together. For processors with AVX-512.</summary>
internal static unsafe class DwordTranspose
{
    /// <summary>Row c of the target is column c of the rows.</summary>
    /// <param name="rows">The first of the 16 rows read.</param>
    /// <param name="stride">Double words from row to row read.</param>
    /// <param name="target">The first of the 16 rows written.</param>
    /// <param name="targetStride">Double words from row to row written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(uint* rows, nint stride, uint* target, nint targetStride)
    {
        // Four rows at a time, each lane of 128 bits is transposed within itself; then the lanes are.
        Quad(rows, stride, out Vector512<uint> a0, out Vector512<uint> a1, out Vector512<uint> a2, out Vector512<uint> a3);
        Quad(rows + (4 * stride), stride, out Vector512<uint> b0, out Vector512<uint> b1, out Vector512<uint> b2, out Vector512<uint> b3);
        Quad(rows + (8 * stride), stride, out Vector512<uint> c0, out Vector512<uint> c1, out Vector512<uint> c2, out Vector512<uint> c3);
        Quad(rows + (12 * stride), stride, out Vector512<uint> d0, out Vector512<uint> d1, out Vector512<uint> d2, out Vector512<uint> d3);
        Lanes(a0, b0, c0, d0, target, targetStride);
        Lanes(a1, b1, c1, d1, target + targetStride, targetStride);
        Lanes(a2, b2, c2, d2, target + (2 * targetStride), targetStride);
        Lanes(a3, b3, c3, d3, target + (3 * targetStride), targetStride);
    }

    /// <summary>Lane l of column j: elements 4 l + j of the four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Quad(
        uint* rows, nint stride, out Vector512<uint> column0, out Vector512<uint> column1, out Vector512<uint> column2, out Vector512<uint> column3)
    {
        Vector512<uint> row0 = Vector512.Load(rows), row1 = Vector512.Load(rows + stride);
        Vector512<uint> row2 = Vector512.Load(rows + (2 * stride)), row3 = Vector512.Load(rows + (3 * stride));
        Vector512<ulong> low01 = Avx512F.UnpackLow(row0, row1).AsUInt64(), high01 = Avx512F.UnpackHigh(row0, row1).AsUInt64();
        Vector512<ulong> low23 = Avx512F.UnpackLow(row2, row3).AsUInt64(), high23 = Avx512F.UnpackHigh(row2, row3).AsUInt64();
        column0 = Avx512F.UnpackLow(low01, low23).AsUInt32();
        column1 = Avx512F.UnpackHigh(low01, low23).AsUInt32();
        column2 = Avx512F.UnpackLow(high01, high23).AsUInt32();
        column3 = Avx512F.UnpackHigh(high01, high23).AsUInt32();
    }

    /// <summary>Writes columns j, j + 4, j + 8 and j + 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Lanes(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, uint* target, nint stride)
    {
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        Vector512<uint> evenAb = Avx512F.Shuffle4x128(a, b, Even), oddAb = Avx512F.Shuffle4x128(a, b, Odd);
        Vector512<uint> evenCd = Avx512F.Shuffle4x128(c, d, Even), oddCd = Avx512F.Shuffle4x128(c, d, Odd);
        Avx512F.Shuffle4x128(evenAb, evenCd, Even).Store(target);
        Avx512F.Shuffle4x128(oddAb, oddCd, Even).Store(target + (4 * stride));
        Avx512F.Shuffle4x128(evenAb, evenCd, Odd).Store(target + (8 * stride));
        Avx512F.Shuffle4x128(oddAb, oddCd, Odd).Store(target + (12 * stride));
    }
}
