namespace Krill.Kernels;

/// <summary>Per lane and position: the sum of the elements whose index is that position modulo the length.</summary>
internal sealed unsafe class LaneSumByPositionKernel<V, S>(int length, Storage input, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int PieceUnit => length;

    public override BatchKernel InPieces(int pieces) => new LaneSumByPositionKernel<V, S>(length, input.InPieces(pieces), partials);

    public override long ScratchLength(int images) => Math.Min(ChannelPeriod.Length(length, S.Width), images * input.Length);

    public override void Run(in Work work)
    {
        float* sums = partials.At(work) + (long)work.Lane * length;
        if (work.StartsLane)
        {
            ShortRuns.Clear(sums, length);
        }

        PeriodicSum<V, S>.Sum(length, input.At(work), work.Count * input.Length, work.Scratch);
        PeriodicSum<V, S>.Add(work.Scratch, sums, length);
    }
}
