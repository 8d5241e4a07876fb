namespace Krill.Testing;

/// <summary>What the tests must know of the processor that they run on.</summary>
internal static class Processor
{
    /// <summary>Whether a multiply-add rounds once. Elsewhere a few functions lose places, and their bounds are wider.</summary>
    public static bool HasFusedMultiplyAdd { get; } = float.MultiplyAddEstimate(1.0000001f, 1.0000001f, -1.0000002f) != 0;
}
