using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>Pixels as they are stored (bytes) to pixels as a network takes them (floats): value · scale.</summary>
/// <remarks>
/// A byte converts to a float exactly and one product rounds once, so every width gives the same bits. Bytes widen
/// twice (8 → 16 → 32 bits), so a vector of bytes becomes four vectors of floats of the same width.
/// </remarks>
internal static class ByteConversion
{
    /// <summary>destination[i] = source[i] · scale, with the kernels that this process uses.</summary>
    public static void ToFloats(ReadOnlySpan<byte> source, Span<float> destination, float scale) =>
        ToFloats(source, destination, scale, KernelSets.Current);

    /// <summary>destination[i] = source[i] · scale, with a given set of kernels.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void ToFloats(ReadOnlySpan<byte> source, Span<float> destination, float scale, KernelSet kernels)
    {
        if (destination.Length < source.Length)
        {
            throw new ArgumentException($"destination: received {destination.Length} floats; expected at least {source.Length}, one a byte.");
        }

        ref byte from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(destination);
        nuint length = (nuint)source.Length, block = BlockOf(kernels);
        nuint done = Blocks(ref from, ref to, length, scale, kernels);
        if (done > 0 && done < length)
        {
            // The rest is shorter than a block: one that ends with it writes some floats a second time.
            nuint last = length - block;
            done = last + Blocks(ref Unsafe.Add(ref from, last), ref Unsafe.Add(ref to, last), block, scale, kernels);
        }

        for (nuint i = done; i < length; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i) * scale;
        }
    }

    /// <summary>Bytes of a vector.</summary>
    static nuint BlockOf(KernelSet kernels) => kernels switch
    {
        KernelSet.Amx or KernelSet.Vector512 => 64,
        KernelSet.Vector256 => 32,
        _ => 16,
    };

    /// <summary>Converts whole blocks, and says how many bytes that was.</summary>
    static nuint Blocks(ref byte from, ref float to, nuint length, float scale, KernelSet kernels) => kernels switch
    {
        KernelSet.Amx or KernelSet.Vector512 => Wide512(ref from, ref to, length, scale),
        KernelSet.Vector256 => Wide256(ref from, ref to, length, scale),
        KernelSet.Vector128 => Wide128(ref from, ref to, length, scale),
        _ => 0,
    };

    static nuint Wide512(ref byte from, ref float to, nuint length, float scale)
    {
        Vector512<float> factor = Vector512.Create(scale);
        nuint i = 0;
        for (; i + 64 <= length; i += 64)
        {
            (Vector512<ushort> lower, Vector512<ushort> upper) = Vector512.Widen(Vector512.LoadUnsafe(ref from, i));
            (Vector512<uint> a, Vector512<uint> b) = Vector512.Widen(lower);
            (Vector512<uint> c, Vector512<uint> d) = Vector512.Widen(upper);
            // Values below 256 are the same signed and unsigned, and the signed conversion exists on every processor.
            (Vector512.ConvertToSingle(a.AsInt32()) * factor).StoreUnsafe(ref to, i);
            (Vector512.ConvertToSingle(b.AsInt32()) * factor).StoreUnsafe(ref to, i + 16);
            (Vector512.ConvertToSingle(c.AsInt32()) * factor).StoreUnsafe(ref to, i + 32);
            (Vector512.ConvertToSingle(d.AsInt32()) * factor).StoreUnsafe(ref to, i + 48);
        }

        return i;
    }

    static nuint Wide256(ref byte from, ref float to, nuint length, float scale)
    {
        Vector256<float> factor = Vector256.Create(scale);
        nuint i = 0;
        for (; i + 32 <= length; i += 32)
        {
            (Vector256<ushort> lower, Vector256<ushort> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, i));
            (Vector256<uint> a, Vector256<uint> b) = Vector256.Widen(lower);
            (Vector256<uint> c, Vector256<uint> d) = Vector256.Widen(upper);
            (Vector256.ConvertToSingle(a.AsInt32()) * factor).StoreUnsafe(ref to, i);
            (Vector256.ConvertToSingle(b.AsInt32()) * factor).StoreUnsafe(ref to, i + 8);
            (Vector256.ConvertToSingle(c.AsInt32()) * factor).StoreUnsafe(ref to, i + 16);
            (Vector256.ConvertToSingle(d.AsInt32()) * factor).StoreUnsafe(ref to, i + 24);
        }

        return i;
    }

    static nuint Wide128(ref byte from, ref float to, nuint length, float scale)
    {
        Vector128<float> factor = Vector128.Create(scale);
        nuint i = 0;
        for (; i + 16 <= length; i += 16)
        {
            (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, i));
            (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(lower);
            (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(upper);
            (Vector128.ConvertToSingle(a.AsInt32()) * factor).StoreUnsafe(ref to, i);
            (Vector128.ConvertToSingle(b.AsInt32()) * factor).StoreUnsafe(ref to, i + 4);
            (Vector128.ConvertToSingle(c.AsInt32()) * factor).StoreUnsafe(ref to, i + 8);
            (Vector128.ConvertToSingle(d.AsInt32()) * factor).StoreUnsafe(ref to, i + 12);
        }

        return i;
    }
}
