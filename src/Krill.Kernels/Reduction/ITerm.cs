namespace Krill.Kernels;

/// <summary>What <see cref="BlockSum{V, S, TTerm}"/> sums.</summary>
internal unsafe interface ITerm
{
    /// <summary>sum + the term of a vector at a and at b.</summary>
    static abstract V Add<V, S>(float* a, float* b, V sum)
        where V : struct
        where S : struct, ISimd<V>;
}
