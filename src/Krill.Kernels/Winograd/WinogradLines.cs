using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Winograd's F(4, 3) along one line: four outputs of a kernel of three from six inputs, by six products instead of twelve. A transform of a tile is one of these
/// along its columns, then along its rows, for a vector of channels at a time.
/// </summary>
/// <remarks>
/// A polynomial product is found from its values at six points: 0, ±5/8, ±3/2 and infinity. With m = the values of the kernel times the values of the input, the
/// output is A^T m; the values are G g and B^T d. Lavin and Gray (2015) use 0, ±1, ±2, whose high powers and small denominators cost digits: measured over 128
/// channels, the outputs' root mean square error is then 4.3 times that of the direct sum, and 1.7 times with these points, which cost as many
/// operations. Powers of 5/8 and 3/2 are exact in float32, so only G has rounded constants.
/// </remarks>
internal static unsafe class WinogradLines<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    // The points ±a and ±b.
    const float A = 0.625f, B = 1.5f;

    // Powers and products of them.
    const float A2 = A * A, B2 = B * B, Product = A2 * B2, Sum = A2 + B2;

    // One over the product of a point's differences from the other finite points: at 0, ±a and ±b.
    const double AtZero = 1.0 / ((double)A2 * B2), AtA = 1.0 / (2.0 * A2 * (A2 - B2)), AtB = 1.0 / (2.0 * B2 * (B2 - A2));

    /// <summary>B^T: six pixels to their values at the six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(V d0, V d1, V d2, V d3, V d4, V d5, float* to, nint stride)
    {
        S.Store(to, S.MultiplyAdd(d0, S.Broadcast(Product), S.MultiplyAdd(d2, S.Broadcast(-Sum), d4)));
        V even = S.MultiplyAdd(d2, S.Broadcast(-B2), d4), odd = S.MultiplyAdd(d1, S.Broadcast(-B2), d3);
        S.Store(to + stride, S.MultiplyAdd(odd, S.Broadcast(A), even));
        S.Store(to + (2 * stride), S.MultiplyAdd(odd, S.Broadcast(-A), even));
        even = S.MultiplyAdd(d2, S.Broadcast(-A2), d4);
        odd = S.MultiplyAdd(d1, S.Broadcast(-A2), d3);
        S.Store(to + (3 * stride), S.MultiplyAdd(odd, S.Broadcast(B), even));
        S.Store(to + (4 * stride), S.MultiplyAdd(odd, S.Broadcast(-B), even));
        S.Store(to + (5 * stride), S.MultiplyAdd(d1, S.Broadcast(Product), S.MultiplyAdd(d3, S.Broadcast(-Sum), d5)));
    }

    /// <summary>G: three taps to their values at the six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel(V g0, V g1, V g2, float* to, nint stride)
    {
        S.Store(to, S.Multiply(g0, S.Broadcast((float)AtZero)));
        V even = S.MultiplyAdd(g2, S.Broadcast((float)(AtA * A2)), S.Multiply(g0, S.Broadcast((float)AtA)));
        S.Store(to + stride, S.MultiplyAdd(g1, S.Broadcast((float)(AtA * A)), even));
        S.Store(to + (2 * stride), S.MultiplyAdd(g1, S.Broadcast((float)(-AtA * A)), even));
        even = S.MultiplyAdd(g2, S.Broadcast((float)(AtB * B2)), S.Multiply(g0, S.Broadcast((float)AtB)));
        S.Store(to + (3 * stride), S.MultiplyAdd(g1, S.Broadcast((float)(AtB * B)), even));
        S.Store(to + (4 * stride), S.MultiplyAdd(g1, S.Broadcast((float)(-AtB * B)), even));
        S.Store(to + (5 * stride), g2);
    }

    /// <summary>A^T: six products to four outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint stride, out V y0, out V y1, out V y2, out V y3)
    {
        V m1 = S.Load(from + stride), m2 = S.Load(from + (2 * stride)), m3 = S.Load(from + (3 * stride)), m4 = S.Load(from + (4 * stride));
        V evenA = S.Add(m1, m2), oddA = S.Subtract(m1, m2), evenB = S.Add(m3, m4), oddB = S.Subtract(m3, m4);
        y0 = S.Add(S.Load(from), S.Add(evenA, evenB));
        y1 = S.MultiplyAdd(oddA, S.Broadcast(A), S.Multiply(oddB, S.Broadcast(B)));
        y2 = S.MultiplyAdd(evenA, S.Broadcast(A2), S.Multiply(evenB, S.Broadcast(B2)));
        y3 = S.MultiplyAdd(oddA, S.Broadcast(A * A2), S.MultiplyAdd(oddB, S.Broadcast(B * B2), S.Load(from + (5 * stride))));
    }

    /// <summary>A: four gradients of outputs to the gradients of the six products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient(V y0, V y1, V y2, V y3, float* to, nint stride)
    {
        S.Store(to, y0);
        V even = S.MultiplyAdd(y2, S.Broadcast(A2), y0), odd = S.MultiplyAdd(y3, S.Broadcast(A2), y1);
        S.Store(to + stride, S.MultiplyAdd(odd, S.Broadcast(A), even));
        S.Store(to + (2 * stride), S.MultiplyAdd(odd, S.Broadcast(-A), even));
        even = S.MultiplyAdd(y2, S.Broadcast(B2), y0);
        odd = S.MultiplyAdd(y3, S.Broadcast(B2), y1);
        S.Store(to + (3 * stride), S.MultiplyAdd(odd, S.Broadcast(B), even));
        S.Store(to + (4 * stride), S.MultiplyAdd(odd, S.Broadcast(-B), even));
        S.Store(to + (5 * stride), y3);
    }

    /// <summary>G^T: the gradients of the kernel's values at the six points to those of its three taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KernelGradient(float* from, nint stride, float* to, nint toStride)
    {
        V u1 = S.Load(from + stride), u2 = S.Load(from + (2 * stride)), u3 = S.Load(from + (3 * stride)), u4 = S.Load(from + (4 * stride));
        V evenA = S.Multiply(S.Add(u1, u2), S.Broadcast((float)AtA)), oddA = S.Subtract(u1, u2);
        V evenB = S.Multiply(S.Add(u3, u4), S.Broadcast((float)AtB)), oddB = S.Subtract(u3, u4);
        S.Store(to, S.MultiplyAdd(S.Load(from), S.Broadcast((float)AtZero), S.Add(evenA, evenB)));
        S.Store(to + toStride, S.MultiplyAdd(oddA, S.Broadcast((float)(AtA * A)), S.Multiply(oddB, S.Broadcast((float)(AtB * B)))));
        S.Store(to + (2 * toStride), S.MultiplyAdd(evenA, S.Broadcast(A2), S.MultiplyAdd(evenB, S.Broadcast(B2), S.Load(from + (5 * stride)))));
    }
}
