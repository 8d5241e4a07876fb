using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a².</summary>
internal readonly unsafe struct SquareTerm : ITerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Add<V, S>(float* a, float* b, V sum)
        where V : struct
        where S : struct, ISimd<V> => S.MultiplyAdd(S.Load(a), S.Load(a), sum);
}
