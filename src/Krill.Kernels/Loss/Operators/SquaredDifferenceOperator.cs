using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>(a - b)².</summary>
internal readonly struct SquaredDifferenceOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V>
    {
        V difference = S.Subtract(a, b);
        return S.Multiply(difference, difference);
    }
}
