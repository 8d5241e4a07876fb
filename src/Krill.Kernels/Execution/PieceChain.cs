namespace Krill.Kernels;

/// <summary>
/// Kernels that all treat an image piece by piece: a few pieces go through the whole chain before the next, so that what one kernel writes is still in the
/// first-level cache when the next reads it.
/// </summary>
internal sealed unsafe class PieceChain : BatchKernel
{
    // A few tensors of this many floats fit the first-level cache, or nearly.
    const int FloatsAtATime = 8192;

    readonly int _pieces;
    readonly int _piecesAtATime;
    readonly BatchKernel[] _kernels;

    /// <param name="length">Floats of an image.</param>
    /// <param name="kernels">The kernels, each with a <see cref="BatchKernel.PieceUnit"/> that <see cref="Unit"/> accepts beside the others.</param>
    public PieceChain(int length, IReadOnlyList<BatchKernel> kernels)
    {
        int unit = kernels.Aggregate(1, (unit, kernel) => Unit(length, unit, kernel.PieceUnit));
        _pieces = Pieces(length, unit);
        _piecesAtATime = Math.Max(1, FloatsAtATime / (length / _pieces));
        _kernels = [.. kernels.Select(kernel => kernel.InPieces(_pieces))];
    }

    /// <summary>The unit of pieces that suits two kernels on images of a length; 0 where there is none.</summary>
    public static int Unit(int length, int first, int second)
    {
        if (first == 0 || second == 0)
        {
            return 0;
        }

        long common = (long)first / ChannelPeriod.GreatestCommonDivisor(first, second) * second;
        return length % common == 0 ? (int)common : 0;
    }

    // Each has its own, in which it keeps what it prepares for a chunk.
    public override long ScratchLength(int images) => _kernels.Sum(kernel => AlignedScratch(kernel, images));

    public override void Prepare(BatchSplit split)
    {
        foreach (BatchKernel kernel in _kernels)
        {
            kernel.Prepare(split);
        }
    }

    public override void Run(in Work work)
    {
        int total = work.Count * _pieces;
        for (int offset = 0; offset < total; offset += _piecesAtATime)
        {
            float* scratch = work.Scratch;
            foreach (BatchKernel kernel in _kernels)
            {
                var pieces = new Work
                {
                    First = (work.First * _pieces) + offset,
                    Count = Math.Min(_piecesAtATime, total - offset),
                    Lane = work.Lane,
                    Stage = work.Stage,
                    StartsLane = work.StartsLane && offset == 0,
                    Offset = offset,
                    Local = work.Local,
                    Scratch = scratch,
                };
                kernel.Run(pieces);
                scratch += AlignedScratch(kernel, work.Count);
            }
        }
    }

    /// <summary>The fewest pieces of whole units that are short enough.</summary>
    static int Pieces(int length, int unit)
    {
        int units = length / unit;
        for (int pieces = 1; pieces < units; pieces++)
        {
            if (units % pieces == 0 && length / pieces <= FloatsAtATime)
            {
                return pieces;
            }
        }

        return Math.Max(1, units);
    }

    long AlignedScratch(BatchKernel kernel, int images) => (kernel.ScratchLength(Math.Min(_piecesAtATime, images * _pieces)) + 15) / 16 * 16;
}
