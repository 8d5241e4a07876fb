namespace Krill.Kernels;

/// <summary>What <see cref="DeviationSums{V, S, TWeight}"/> sums, plainly and times the deviation.</summary>
internal unsafe interface IDeviationWeight
{
    /// <param name="deviation">The input's distance from its channel's centre.</param>
    /// <param name="gradient">Where the output's gradient for the same elements is.</param>
    static abstract V At<V, S>(V deviation, float* gradient)
        where V : struct
        where S : struct, ISimd<V>;
}
