using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>A complete set of kernels for one vector width.</summary>
internal enum KernelSet
{
    Scalar,
    Vector128,
    Vector256,
    Vector512,
}

/// <summary>Which kernel sets this process can run, and which one it does.</summary>
internal static class KernelSets
{
    /// <summary>The environment variable that forces a set.</summary>
    public const string Variable = "KRILL_KERNELS";

    /// <summary>The sets that this processor and runtime support, narrowest first. Scalar always does.</summary>
    public static IReadOnlyList<KernelSet> Available { get; } = [.. Enum.GetValues<KernelSet>().Where(IsSupported)];

    /// <summary>The set that is used: the widest available, or the one that <see cref="Variable"/> names.</summary>
    /// <exception cref="ArgumentException">The variable names no set, or one that this processor cannot run.</exception>
    public static KernelSet Current { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The set for the value of <see cref="Variable"/>.</summary>
    public static KernelSet Choose(string? forced)
    {
        if (string.IsNullOrWhiteSpace(forced))
        {
            return Available[^1];
        }

        string names = string.Join(", ", Available.Select(Name));
        foreach (KernelSet set in Available)
        {
            if (string.Equals(Name(set), forced.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return set;
            }
        }

        throw new ArgumentException($"{Variable}: received \"{forced}\"; expected one that this processor runs: {names}. Unset it for the fastest.");
    }

    public static string Name(KernelSet set) => set.ToString().ToLowerInvariant();

    static bool IsSupported(KernelSet set) => set switch
    {
        KernelSet.Scalar => true,
        KernelSet.Vector128 => Vector128.IsHardwareAccelerated,
        KernelSet.Vector256 => Vector256.IsHardwareAccelerated,
        KernelSet.Vector512 => Vector512.IsHardwareAccelerated,
        _ => false,
    };
}
