using System.Runtime.InteropServices;

namespace Krill.Kernels;

/// <summary>
/// Asks Linux for pages of 2 MiB. A training step walks through more memory than the processor keeps small pages' addresses of, and would wait for
/// them to be looked up.
/// </summary>
internal static unsafe class HugePages
{
    const nint Size = 2 << 20;

    /// <summary>Whether memory is so long that it should be asked for.</summary>
    public static bool Suit(long bytes) => OperatingSystem.IsLinux() && bytes >= 2 * Size;

    /// <summary>Advises the system before the memory is first touched; what the system makes of it changes nothing but time.</summary>
    public static void Advise(void* start, long bytes)
    {
        const int HugePage = 14;
        nint first = ((nint)start + Size - 1) & -Size, end = ((nint)start + (nint)bytes) & -Size;
        if (first < end)
        {
            _ = madvise(first, end - first, HugePage);
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int madvise(nint start, nint length, int advice);
}
