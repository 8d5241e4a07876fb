using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>(factor · e - t) / batch, where factor · e is softmax times the sum of the targets.</summary>
internal readonly struct LogitGradientOperator(float factor, float inverseBatch) : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V exponential, V target)
        where V : struct
        where S : struct, ISimd<V>
    {
        V difference = S.MultiplyAdd(exponential, S.Broadcast(factor), S.Negate(target));
        return S.Multiply(difference, S.Broadcast(inverseBatch));
    }
}
