using System.Diagnostics.CodeAnalysis;

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

    /// <summary>A mask: a &gt; b; false where either is NaN.</summary>
    static abstract V Greater(V a, V b);

    /// <summary>A mask: a ≥ b; false where either is NaN.</summary>
    static abstract V GreaterOrEqual(V a, V b);

    /// <summary>A mask: a = b; false where either is NaN.</summary>
    static abstract V Equal(V a, V b);

    /// <summary>Lane by lane, <paramref name="whenSet"/> where the mask is set, else <paramref name="otherwise"/>.</summary>
    static abstract V Select(V mask, V whenSet, V otherwise);

    /// <summary>The greater of bound and x; x where it is NaN. Cheaper than <see cref="Max"/>. The bound must not be NaN.</summary>
    static abstract V LimitBelow(V bound, V x);

    /// <summary>The smaller of bound and x; x where it is NaN. Cheaper than <see cref="Min"/>. The bound must not be NaN.</summary>
    static abstract V LimitAbove(V bound, V x);

    /// <summary>x · 2ⁿ, rounded once, for x in [½, 2] and integral n in [-252, 254].</summary>
    static abstract V Scale(V x, V n);

    // The lanes as 32-bit integers: their bits, whatever float these spell. Sums wrap around.

    /// <summary>The integer in every lane.</summary>
    static abstract V BroadcastInteger(int value);

    /// <summary>The integers 0, 1, 2, … in the lanes.</summary>
    static abstract V Indices { get; }

    static abstract V AddInteger(V a, V b);

    static abstract V And(V a, V b);

    static abstract V Or(V a, V b);

    static abstract V Xor(V a, V b);

    static abstract V ShiftLeft(V a, int count);

    /// <summary>Shifts zeros in from the left.</summary>
    static abstract V ShiftRight(V a, int count);

    /// <summary>Shifts copies of the sign in from the left.</summary>
    static abstract V ShiftRightSigned(V a, int count);

    static abstract V RotateLeft(V a, [ConstantExpected] byte count);

    /// <summary>The nearest float to each signed integer.</summary>
    static abstract V IntegerToFloat(V a);

    /// <summary>The lanes added in a fixed order: the upper half to the lower, again and again.</summary>
    static abstract float Sum(V a);

    static abstract float Minimum(V a);

    static abstract float Maximum(V a);
}
