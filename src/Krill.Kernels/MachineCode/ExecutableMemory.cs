using System.Runtime.InteropServices;

namespace Krill.Kernels;

/// <summary>Machine code in memory of its own: first written, then made executable and read-only, never both.</summary>
internal sealed unsafe class ExecutableMemory
{
    const int ProtectRead = 1, ProtectWrite = 2, ProtectExecute = 4;
    const int MapPrivate = 2, MapAnonymous = 0x20;

    ExecutableMemory(void* start) => Start = start;

    /// <summary>The first instruction.</summary>
    public void* Start { get; }

    /// <summary>Places code in new pages, which stay for the life of the process; null where the system does not allow it.</summary>
    public static ExecutableMemory? TryCreate(ReadOnlySpan<byte> code)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        nuint length = (nuint)code.Length;
        void* pages = mmap(null, length, ProtectRead | ProtectWrite, MapPrivate | MapAnonymous, -1, 0);
        if (pages == (void*)-1)
        {
            return null;
        }

        code.CopyTo(new Span<byte>(pages, code.Length));
        if (mprotect(pages, length, ProtectRead | ProtectExecute) != 0)
        {
            _ = munmap(pages, length);
            return null;
        }

        return new ExecutableMemory(pages);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int mprotect(void* address, nuint length, int protection);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int munmap(void* address, nuint length);
}
