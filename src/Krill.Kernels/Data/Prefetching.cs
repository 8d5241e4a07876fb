using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>Asks the processor for memory that will be read soon: nothing but time depends on it.</summary>
internal static unsafe class Prefetching
{
    const int Line = 64;

    /// <summary>Asks for all of a span.</summary>
    public static void Ask<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
            fixed (byte* start = bytes)
            {
                for (int i = 0; i < bytes.Length; i += Line)
                {
                    Sse.Prefetch0(start + i);
                }
            }
        }
    }
}
