using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>Conversion of float32 to bfloat16, its upper half, rounded to nearest, to even where two are as near; NaN stays NaN.</summary>
internal static unsafe class Bfloat16Vectors
{
    /// <summary>Converts <paramref name="count"/> floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convert(float* source, ushort* target, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Avx512F.ConvertToVector256UInt16(Vector512.ShiftRightLogical(Rounded(Vector512.Load(source + i)), 16)).Store(target + i);
        }

        for (; i < count; i++)
        {
            target[i] = Convert(source[i]);
        }
    }

    /// <summary>Two rows of 16 floats as 16 pairs: an element of the first row, and above it the one of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Pairs(Vector512<float> first, Vector512<float> second) =>
        Vector512.ShiftRightLogical(Rounded(first), 16) | (Rounded(second) & Vector512.Create(0xFFFF0000));

    /// <summary>Up to 16 floats; zeros where there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadRow(float* row, int count) => count == 16 ? Vector512.Load(row) : LoadPart(row, count);

    public static ushort Convert(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    static Vector512<float> LoadPart(float* row, int count)
    {
        float* buffer = stackalloc float[PartialVector.BufferLength];
        return PartialVector.Load<Vector512<float>, Simd512>(row, count, 0, buffer);
    }

    /// <summary>The upper halves hold the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> Rounded(Vector512<float> value)
    {
        Vector512<uint> bits = value.AsUInt32();
        Vector512<uint> odd = Vector512.ShiftRightLogical(bits, 16) & Vector512.Create(1u);
        Vector512<uint> rounded = bits + Vector512.Create(0x7FFFu) + odd;
        return Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt32(), rounded, bits | Vector512.Create(0x400000u));
    }
}
