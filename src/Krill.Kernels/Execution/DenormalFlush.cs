using System.Runtime.InteropServices;

namespace Krill.Kernels;

/// <summary>
/// Has the processor take denormal numbers (below 1.2e-38) for 0 on the current thread, until disposed. Saturated activations and the fading
/// averages of optimizers make such numbers, and arithmetic on them is up to a hundred times slower.
/// </summary>
/// <remarks>
/// .NET has no switch for it. C's fesetenv loads the processor's whole floating-point environment, and a process on Linux has C's library in any
/// case. Elsewhere, and where the library is another, this does nothing: the same results but for such numbers, only slower.
/// </remarks>
internal readonly unsafe ref struct DenormalFlush : IDisposable
{
    // x64: fenv_t is the 28 bytes of the x87, then MXCSR: bit 15 flushes results to zero, bit 6 takes operands for zero.
    const int Mxcsr = 28 / sizeof(uint);
    const uint FlushAndZero = (1 << 15) | (1 << 6);

    // ARM64: fenv_t is FPCR, then FPSR; bit 24 of FPCR is FZ, for operands and results.
    const uint FlushToZero = 1 << 24;

    readonly bool _isActive;
    readonly Environment _before;

    DenormalFlush(Environment before)
    {
        _isActive = true;
        _before = before;
    }

    /// <summary>Whether denormals are flushed on this machine.</summary>
    public static bool IsSupported { get; } = Probe();

    /// <summary>Starts flushing on this thread.</summary>
    public static DenormalFlush Begin()
    {
        if (!IsSupported)
        {
            return default;
        }

        Environment before;
        _ = fegetenv(&before);
        Environment flushing = Flushing(before);
        _ = fesetenv(&flushing);
        return new DenormalFlush(before);
    }

    /// <summary>Gives the thread back what it had.</summary>
    public void Dispose()
    {
        if (_isActive)
        {
            fixed (Environment* before = &_before)
            {
                _ = fesetenv(before);
            }
        }
    }

    static Environment Flushing(Environment environment)
    {
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            environment.Words[Mxcsr] |= FlushAndZero;
        }
        else
        {
            environment.Words[0] |= FlushToZero;
        }

        return environment;
    }

    static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return false;
        }

        try
        {
            Environment before;
            return fegetenv(&before) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libm.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int fegetenv(Environment* environment);

    [DllImport("libm.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int fesetenv(Environment* environment);

    /// <summary>C's fenv_t, with room to spare.</summary>
    struct Environment
    {
        public fixed uint Words[16];
    }
}
