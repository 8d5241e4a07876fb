using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>Brings 16 images of bytes into a group of floats: byte · scale, transposed, with the bits of <see cref="ByteConversion"/>.</summary>
/// <remarks>
/// Four neighbouring bytes of an image are transposed as one double word, which is a quarter of the work of transposing floats; shifts then take
/// the bytes out of it. For processors with AVX-512.
/// </remarks>
internal static unsafe class ByteInterleave
{
    const int Block = Group.Images * sizeof(uint);

    /// <summary>Whether images of a length can be brought into groups so, on this processor.</summary>
    /// <param name="length">Bytes of an image.</param>
    public static bool Serves(int length) => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && length >= Block && length % sizeof(uint) == 0;

    /// <summary>target[16 · p + i] = images[length · i + p] · scale.</summary>
    /// <param name="images">16 images, one behind the other.</param>
    /// <param name="length">Bytes of an image, such that <see cref="Serves"/>.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="target">16 · <paramref name="length"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(byte* images, int length, float scale, float* target)
    {
        uint* columns = stackalloc uint[Group.Images * Group.Images];
        for (int next = 0; next < length; next += Block)
        {
            // The last block ends with the image and writes some pixels a second time.
            int first = Math.Min(next, length - Block);
            DwordTranspose.Run((uint*)(images + first), length / sizeof(uint), columns, Group.Images);
            Spread(columns, scale, target + ((nint)first * Group.Images));
        }
    }

    /// <summary>Each of 16 vectors of four bytes an image to four vectors of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Spread(uint* columns, float scale, float* target)
    {
        Vector512<float> factor = Vector512.Create(scale);
        Vector512<uint> lowest = Vector512.Create(0xFFu);
        for (int column = 0; column < Group.Images; column++)
        {
            Vector512<uint> four = Vector512.Load(columns + (column * Group.Images));
            Store(four & lowest, factor, target);
            Store((four >>> 8) & lowest, factor, target + Group.Images);
            Store((four >>> 16) & lowest, factor, target + (2 * Group.Images));
            Store(four >>> 24, factor, target + (3 * Group.Images));
            target += 4 * Group.Images;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(Vector512<uint> bytes, Vector512<float> factor, float* target) =>
        (Vector512.ConvertToSingle(bytes.AsInt32()) * factor).Store(target);
}
