using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Σ dy and Σ dy · d.</summary>
internal readonly unsafe struct OutputGradientAsWeight : IDeviationWeight
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V, S>(V deviation, float* gradient)
        where V : struct
        where S : struct, ISimd<V> => S.Load(gradient);
}
