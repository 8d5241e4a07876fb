using Krill.Kernels;
using Xunit;

namespace Krill.Testing;

/// <summary>A test of the tile unit; skipped where the processor or the system has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TileFactAttribute : FactAttribute
{
    /// <summary>A test that runs where <see cref="AmxRoutines"/> do.</summary>
    public TileFactAttribute()
    {
        if (!AmxRoutines.IsSupported)
        {
            Skip = "This processor or system has no tile unit (AMX with bfloat16).";
        }
    }
}
