using Krill.Kernels;

namespace Krill.Planning;

/// <summary>A kernel call in a plan: which values it reads and writes, and the stage that it runs in.</summary>
internal sealed class Instruction
{
    public BatchKernel? BatchKernel { get; init; }

    public TaskKernel? TaskKernel { get; init; }

    public required Value[] Reads { get; set; }

    public required Value[] Writes { get; set; }

    /// <summary>
    /// The value among the reads that the first of the writes may take the place of, when nobody reads it later: the kernel can work in place.
    /// </summary>
    public Value? MayOverwrite { get; set; }

    /// <summary>The use of an operation that emitted it; null for what the planner adds itself: losses, sums of gradients, updates.</summary>
    public Origin? Origin { get; init; }

    /// <summary>In a backward pass, the first of the operation's inputs whose gradient comes of it.</summary>
    public Value? Toward { get; set; }

    /// <summary>The place in the order of emission.</summary>
    public int Index { get; set; }

    /// <summary>The stage, from 0.</summary>
    public int Stage { get; set; }

    /// <summary>The chain that its kernel is run in, piece by piece: see <see cref="PieceChains"/>.</summary>
    public PieceChainLink? Chain { get; set; }

    /// <summary>The index of the first instruction that is run along with it: its own, or the chain's first.</summary>
    public int FirstIndex => Chain?.First ?? Index;

    /// <summary>The index of the last.</summary>
    public int LastIndex => Chain?.Last ?? Index;

    /// <summary>All that it reads or writes, each once.</summary>
    public IEnumerable<Value> Values => Reads.Concat(Writes).Distinct();

    public bool IsBatch => BatchKernel is not null;
}
