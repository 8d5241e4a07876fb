using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>t · ((greatest - z) + logSum); 0 where t = 0, though z be -∞.</summary>
internal readonly struct LogitTermOperator(float greatest, float logSum) : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V target, V logit)
        where V : struct
        where S : struct, ISimd<V>
    {
        V distance = S.Add(S.Subtract(S.Broadcast(greatest), logit), S.Broadcast(logSum));
        return S.Select(S.Equal(target, S.Zero), S.Zero, S.Multiply(target, distance));
    }
}
