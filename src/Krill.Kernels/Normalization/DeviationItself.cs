using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Σ d and Σ d²: there is no gradient.</summary>
internal readonly unsafe struct DeviationItself : IDeviationWeight
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V, S>(V deviation, float* gradient)
        where V : struct
        where S : struct, ISimd<V> => deviation;
}
