using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>-t · log(clip(q)).</summary>
internal readonly struct ProbabilityTermOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V target, V quotient)
        where V : struct
        where S : struct, ISimd<V>
    {
        const float Epsilon = CrossEntropyFromProbabilitiesLoss.Epsilon;
        V clipped = new ClipOperator(Epsilon, 1 - Epsilon).Invoke<V, S>(quotient);
        return S.Negate(S.Multiply(target, SimdMath.Log<V, S>(clipped)));
    }
}
