using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>
/// Copies and clears runs of tens to thousands of floats, one after another. The runtime's own are made for longer ones: for these, their choice among
/// many ways costs more than the work.
/// </summary>
internal static unsafe class ShortRuns
{
    /// <summary>Copies floats; the two runs must not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, float* destination, nint count)
    {
        const int Width = 8;
        if (count >= Width)
        {
            // The last vector ends with the run, and writes some floats a second time.
            nint last = count - Width;
            for (nint i = 0; i < last; i += Width)
            {
                Vector256.Load(source + i).Store(destination + i);
            }

            Vector256.Load(source + last).Store(destination + last);
            return;
        }

        for (nint i = 0; i < count; i++)
        {
            destination[i] = source[i];
        }
    }

    /// <summary>Sets floats to zero.</summary>
    public static void Clear(float* destination, nint count) => Clear((ushort*)destination, 2 * count);

    /// <summary>Sets elements of bfloat16 to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(ushort* destination, nint count)
    {
        const int Width = 16;
        if (count >= Width)
        {
            nint last = count - Width;
            for (nint i = 0; i < last; i += Width)
            {
                Vector256<ushort>.Zero.Store(destination + i);
            }

            Vector256<ushort>.Zero.Store(destination + last);
            return;
        }

        for (nint i = 0; i < count; i++)
        {
            destination[i] = 0;
        }
    }
}
