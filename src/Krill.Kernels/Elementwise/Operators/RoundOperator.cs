using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>round(x · multiplier) / multiplier, halves to even. Divided, as the reciprocal of a multiplier that is no power of two would miss.</summary>
internal readonly struct RoundOperator(float multiplier) : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        V m = S.Broadcast(multiplier);
        return S.Divide(S.Round(S.Multiply(x, m)), m);
    }
}
