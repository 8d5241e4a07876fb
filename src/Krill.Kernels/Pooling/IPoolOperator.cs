namespace Krill.Kernels;

/// <summary>What a pool makes of the elements of a window: they are combined two by two, then finished.</summary>
internal interface IPoolOperator
{
    /// <summary>What changes nothing when combined.</summary>
    static abstract float Neutral { get; }

    static abstract V Combine<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V>;

    /// <param name="combined">All elements of the window, combined.</param>
    /// <param name="perElement">1 / how many they are.</param>
    static abstract V Finish<V, S>(V combined, V perElement)
        where V : struct
        where S : struct, ISimd<V>;
}
