using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The nearest number with the 8 significant bits of bfloat16, the even one where two are as near; NaN stays NaN.</summary>
internal readonly struct Bfloat16Operator : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        V odd = S.And(S.ShiftRight(x, 16), S.BroadcastInteger(1));
        V rounded = S.And(S.AddInteger(S.AddInteger(x, S.BroadcastInteger(0x7FFF)), odd), S.BroadcastInteger(unchecked((int)0xFFFF0000)));
        V quiet = S.And(S.Or(x, S.BroadcastInteger(0x400000)), S.BroadcastInteger(unchecked((int)0xFFFF0000)));
        return S.Select(S.Equal(x, x), rounded, quiet);
    }
}
