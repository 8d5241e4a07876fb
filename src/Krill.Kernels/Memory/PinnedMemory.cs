using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Krill.Kernels;

/// <summary>
/// A run of floats that the garbage collector never moves, aligned to 64 bytes (a cache line, a 512-bit vector), with
/// <see cref="Slack"/> readable floats behind its end.
/// </summary>
/// <remarks>
/// It is an array on the pinned heap, so it is freed like any object once nothing refers to it: whoever keeps a pointer
/// into it must keep the object too.
/// </remarks>
internal sealed unsafe class PinnedMemory
{
    /// <summary>Floats behind the end that a kernel may read (never write), so that a last vector may overhang.</summary>
    public const int Slack = 64;

    const int Alignment = 64;

    /// <summary>The most floats that there can be: those of the longest array, but for what lies around them.</summary>
    public static readonly long MaxLength = Array.MaxLength - Slack - (Alignment / sizeof(float));

    readonly float[] _array;

    public PinnedMemory(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        int total = checked((int)(length + Slack + Alignment / sizeof(float)));
        _array = HugePages.Suit(length * sizeof(float)) ? AllocateHuge(total) : GC.AllocateArray<float>(total, pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (float*)((start + Alignment - 1) & -Alignment);
    }

    public long Length { get; }

    /// <summary>The first float, aligned to 64 bytes. Valid while this object is reachable.</summary>
    public float* Pointer { get; }

    public Span<float> Span => Slice(0, checked((int)Length));

    static float[] AllocateHuge(int length)
    {
        float[] array = GC.AllocateUninitializedArray<float>(length, pinned: true);
        HugePages.Advise(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)), (long)length * sizeof(float));
        Array.Clear(array);
        return array;
    }

    public Span<float> Slice(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Length);
        int first = (int)(Pointer - (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)));
        return _array.AsSpan(first + (int)offset, length);
    }
}
