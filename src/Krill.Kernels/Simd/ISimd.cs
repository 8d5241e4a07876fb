namespace Krill.Kernels;

/// <summary>
/// The arithmetic of one vector width, so that a kernel is written once and compiled for each: <typeparamref name="V"/> is
/// <c>Vector512&lt;float&gt;</c>, <c>Vector256&lt;float&gt;</c>, <c>Vector128&lt;float&gt;</c> or, for the scalar twins,
/// <c>float</c>. The methods are static, so that the compiler sees through them: a generic kernel comes out as if written for
/// its width.
/// </summary>
/// <remarks>
/// Lane by lane, every operation gives the same bits at every width; what differs between widths is only the order of sums
/// across lanes. <c>MultiplyAdd</c> rounds once where the processor can (every width then does), else twice.
/// Masks are vectors whose lanes have all bits set or none.
/// </remarks>
internal unsafe interface ISimd<V>
    where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract V Zero { get; }

    static abstract V Broadcast(float value);

    static abstract V Load(float* source);

    static abstract void Store(float* destination, V value);

    static abstract V Add(V a, V b);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Divide(V a, V b);

    /// <summary>a · b + c.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The smaller; NaN if either is.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The greater; NaN if either is.</summary>
    static abstract V Max(V a, V b);

    static abstract V Abs(V a);

    static abstract V Negate(V a);

    static abstract V SquareRoot(V a);

    /// <summary>To the nearest integer, halves to even.</summary>
    static abstract V Round(V a);

    static abstract V Floor(V a);

    /// <summary>A mask: a &gt; b; false where either is NaN.</summary>
    static abstract V Greater(V a, V b);

    /// <summary>A mask: a ≥ b; false where either is NaN.</summary>
    static abstract V GreaterOrEqual(V a, V b);

    /// <summary>A mask: a = b; false where either is NaN.</summary>
    static abstract V Equal(V a, V b);

    /// <summary>Lane by lane, <paramref name="whenSet"/> where the mask is set, else <paramref name="otherwise"/>.</summary>
    static abstract V Select(V mask, V whenSet, V otherwise);

    /// <summary>x · 2ⁿ for integral n in [-126, 127].</summary>
    static abstract V Scale(V x, V n);

    /// <summary>The lanes added in a fixed order: the upper half to the lower, again and again.</summary>
    static abstract float Sum(V a);

    static abstract float Minimum(V a);

    static abstract float Maximum(V a);
}
