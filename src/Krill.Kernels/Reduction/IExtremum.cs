namespace Krill.Kernels;

/// <summary>The least or the greatest. NaN wins.</summary>
internal interface IExtremum
{
    static abstract V Of<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V>;

    /// <summary>Of the lanes of a vector.</summary>
    static abstract float Across<V, S>(V a)
        where V : struct
        where S : struct, ISimd<V>;
}
