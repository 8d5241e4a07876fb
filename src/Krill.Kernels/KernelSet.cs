using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>A complete set of kernels for one vector width.</summary>
internal enum KernelSet
{
    Scalar,
    Vector128,
    Vector256,
    Vector512,

    /// <summary><see cref="Vector512"/>, with products of bfloat16 on the tile unit.</summary>
    Amx,
}

/// <summary>Which kernel sets this process can run, and which one it does.</summary>
internal static class KernelSets
{
    /// <summary>The environment variable that forces a set.</summary>
    public const string Variable = "KRILL_KERNELS";

    // Chosen when first asked for: in an initializer of the type, a wrong name would be a TypeInitializationException.
    static readonly Lazy<KernelSet> s_current = new(() => Choose(Environment.GetEnvironmentVariable(Variable), bfloat16: false));
    static readonly Lazy<KernelSet> s_currentForBfloat16 = new(() => Choose(Environment.GetEnvironmentVariable(Variable), bfloat16: true));

    /// <summary>The sets of float32 that this processor and runtime support, narrowest first. Scalar always is there.</summary>
    public static IReadOnlyList<KernelSet> Available { get; } = [.. Enum.GetValues<KernelSet>().Where(IsSupported)];

    /// <summary>The sets for bfloat16: <see cref="Available"/>, and the tile unit where there is one.</summary>
    public static IReadOnlyList<KernelSet> AvailableForBfloat16 { get; } = AmxRoutines.IsSupported ? [.. Available, KernelSet.Amx] : Available;

    /// <summary>The set that is used for float32: the widest available, or the one that <see cref="Variable"/> names.</summary>
    /// <exception cref="ArgumentException">The variable names no set, or one that this processor cannot run.</exception>
    public static KernelSet Current => s_current.Value;

    /// <summary>The set that is used for bfloat16, chosen likewise.</summary>
    /// <exception cref="ArgumentException">The variable names no set, or one that this processor cannot run.</exception>
    public static KernelSet CurrentForBfloat16 => s_currentForBfloat16.Value;

    /// <summary>The set for the value of <see cref="Variable"/>.</summary>
    public static KernelSet Choose(string? forced, bool bfloat16)
    {
        IReadOnlyList<KernelSet> sets = bfloat16 ? AvailableForBfloat16 : Available;
        if (string.IsNullOrWhiteSpace(forced))
        {
            return sets[^1];
        }

        string names = string.Join(", ", AvailableForBfloat16.Select(Name));
        foreach (KernelSet set in AvailableForBfloat16)
        {
            if (string.Equals(Name(set), forced.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                // The tile unit multiplies no float32.
                return set == KernelSet.Amx && !bfloat16 ? KernelSet.Vector512 : set;
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
