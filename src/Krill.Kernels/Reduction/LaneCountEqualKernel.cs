using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Per lane: how many elements equal a number; none where it is NaN.</summary>
/// <remarks>The count is a float, exact up to 2²⁴ elements a lane.</remarks>
internal sealed unsafe class LaneCountEqualKernel<V, S>(Storage input, Storage scalar, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int PieceUnit => 1;

    public override BatchKernel InPieces(int pieces) => new LaneCountEqualKernel<V, S>(input.InPieces(pieces), scalar, partials);

    public override void Run(in Work work)
    {
        float* partial = partials.At(work) + work.Lane;
        float count = Count(input.At(work), (long)work.Count * input.Length, *scalar.Start);
        *partial = work.StartsLane ? count : *partial + count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Count(float* values, long length, float number)
    {
        float* end = values + length;
        V counts = S.Zero, numbers = S.Broadcast(number);
        for (; values <= end - S.Width; values += S.Width)
        {
            counts = S.Add(counts, OneWhereEqual<V, S>(S.Load(values), numbers));
        }

        float count = S.Sum(counts);
        for (; values < end; values++)
        {
            count += OneWhereEqual<float, SimdScalar>(*values, number);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W OneWhereEqual<W, T>(W a, W b)
        where W : struct
        where T : struct, ISimd<W> => T.Select(T.Equal(a, b), T.Broadcast(1), T.Zero);
}
