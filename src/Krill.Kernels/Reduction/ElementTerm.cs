using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a.</summary>
internal readonly unsafe struct ElementTerm : ITerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Add<V, S>(float* a, float* b, V sum)
        where V : struct
        where S : struct, ISimd<V> => S.Add(sum, S.Load(a));
}
