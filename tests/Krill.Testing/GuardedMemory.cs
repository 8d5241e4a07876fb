using System.Runtime.InteropServices;

namespace Krill.Testing;

/// <summary>Which end of a guarded memory is watched by the processor; the other end is watched by canaries.</summary>
internal enum GuardSide
{
    /// <summary>The memory ends where the forbidden page starts.</summary>
    Behind,

    /// <summary>The memory starts where the forbidden page ends.</summary>
    Before,
}

/// <summary>
/// Floats with a page behind (or before) them that must not be touched: a kernel that reads or writes one float too far
/// ends the process at that instruction. The rest of the floats' pages holds canaries, which catch writes on the other side.
/// </summary>
/// <remarks>
/// The floats end exactly at the page, so their alignment follows from their number: going through lengths goes through all
/// misalignments. Where there is no mmap (not Linux), canaries watch both sides and reads go unnoticed;
/// <see cref="IsHardware"/> says which.
/// </remarks>
internal sealed unsafe class GuardedMemory : IDisposable
{
    const int None = 0, ReadWrite = 3, PrivateAnonymous = 0x22;
    const uint Canary = 0x7FC0DEADu; // a NaN, so that a canary that gets into a result shows

    readonly byte* _region;
    readonly nuint _regionLength;
    readonly uint* _first;
    readonly uint* _end;

    public GuardedMemory(int length, GuardSide side = GuardSide.Behind)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)length * sizeof(float);
        nuint body = (bytes + page - 1) / page * page;
        if (body == 0)
        {
            body = page;
        }

        _regionLength = body + 2 * page;
        _region = Reserve(_regionLength);
        _first = (uint*)(_region + page);
        _end = (uint*)(_region + page + body);
        Pointer = side == GuardSide.Behind ? (float*)_end - length : (float*)_first;
        if (IsHardware)
        {
            Forbid(_region, page);
            Forbid((byte*)_end, page);
        }
        else
        {
            _first = (uint*)_region;
            _end = (uint*)(_region + _regionLength);
        }

        new Span<uint>(_first, (int)(_end - _first)).Fill(Canary);
    }

    /// <summary>Whether a touch beyond the end faults.</summary>
    public static bool IsHardware { get; } = OperatingSystem.IsLinux();

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    /// <summary>Checks that nothing was written around the floats.</summary>
    public void CheckCanaries()
    {
        for (uint* p = _first; p < _end; p++)
        {
            bool inside = (float*)p >= Pointer && (float*)p < Pointer + Length;
            if (!inside && *p != Canary)
            {
                throw new CheckFailedException($"A float was written {(float*)p - Pointer} floats from the start of a memory of {Length}.");
            }
        }
    }

    public void Dispose()
    {
        if (IsHardware)
        {
            _ = munmap(_region, _regionLength);
        }
        else
        {
            NativeMemory.AlignedFree(_region);
        }
    }

    static byte* Reserve(nuint length)
    {
        if (!IsHardware)
        {
            return (byte*)NativeMemory.AlignedAlloc(length, (nuint)Environment.SystemPageSize);
        }

        void* region = mmap(null, length, ReadWrite, PrivateAnonymous, -1, 0);
        return (nint)region == -1 ? throw new InvalidOperationException("mmap failed.") : (byte*)region;
    }

    static void Forbid(byte* start, nuint length)
    {
        if (mprotect(start, length, None) != 0)
        {
            throw new InvalidOperationException("mprotect failed.");
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int mprotect(void* address, nuint length, int protection);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int munmap(void* address, nuint length);
}
