using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>factor · (inside - t / q), without t / q where the clip of q binds.</summary>
internal readonly struct ProbabilityGradientOperator(float inside, float factor) : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V target, V quotient)
        where V : struct
        where S : struct, ISimd<V>
    {
        const float Epsilon = CrossEntropyFromProbabilitiesLoss.Epsilon;
        V share = new ClipOperator(Epsilon, 1 - Epsilon).Invoke<V, S>(quotient, S.Divide(target, quotient));
        return S.Multiply(S.Broadcast(factor), S.Subtract(S.Broadcast(inside), share));
    }
}
