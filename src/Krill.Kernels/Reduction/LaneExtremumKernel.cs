using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Per lane: the least or greatest element, NaN if there is one.</summary>
internal sealed unsafe class LaneExtremumKernel<V, S, TExtremum>(Storage input, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TExtremum : struct, IExtremum
{
    public override int PieceUnit => 1;

    public override BatchKernel InPieces(int pieces) => new LaneExtremumKernel<V, S, TExtremum>(input.InPieces(pieces), partials);

    public override void Run(in Work work)
    {
        float* partial = partials.At(work) + work.Lane;
        float extremum = Of(input.At(work), (long)work.Count * input.Length);
        *partial = work.StartsLane ? extremum : TExtremum.Of<float, SimdScalar>(*partial, extremum);
    }

    /// <summary>Four vectors side by side, so that they need not wait for each other. No order matters: the result is one of the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Of(float* values, long length)
    {
        float* end = values + length;
        float extremum = *values;
        if (length >= 4 * S.Width)
        {
            V a = S.Load(values), b = a, c = a, d = a;
            for (; values <= end - 4 * S.Width; values += 4 * S.Width)
            {
                a = TExtremum.Of<V, S>(a, S.Load(values));
                b = TExtremum.Of<V, S>(b, S.Load(values + S.Width));
                c = TExtremum.Of<V, S>(c, S.Load(values + 2 * S.Width));
                d = TExtremum.Of<V, S>(d, S.Load(values + 3 * S.Width));
            }

            extremum = TExtremum.Across<V, S>(TExtremum.Of<V, S>(TExtremum.Of<V, S>(a, b), TExtremum.Of<V, S>(c, d)));
        }

        for (; values < end; values++)
        {
            extremum = TExtremum.Of<float, SimdScalar>(extremum, *values);
        }

        return extremum;
    }
}
