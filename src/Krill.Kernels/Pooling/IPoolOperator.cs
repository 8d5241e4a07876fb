namespace Krill.Kernels;

/// <summary>What a pool makes of the elements of a window: they are combined two by two, then finished.</summary>
internal interface IPoolOperator
{
    static abstract V Combine<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V>;

    /// <param name="combined">All elements of the window, combined.</param>
    /// <param name="count">How many they are.</param>
    static abstract V Finish<V, S>(V combined, V count)
        where V : struct
        where S : struct, ISimd<V>;
}
