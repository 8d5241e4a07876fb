using Krill.Kernels;
using Krill.Planning;

namespace Krill.Benchmarks;

/// <summary>The instructions that compute one direction of one operation for a batch, as a recipe's training step has them.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Operation">What it is, with its sizes.</param>
/// <param name="Direction">What is computed.</param>
/// <param name="Instructions">All that do it, in order: packing and sums over lanes too.</param>
internal sealed record KernelWork(string Recipe, string Operation, KernelDirection Direction, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>The step that they are of.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Multiplications and additions of a convolution or dense product, counted as its definition has them; null for what is none.</summary>
    public double? Operations { get; init; }

    /// <summary>Whether it is a direction of a 3×3 convolution of 64 and more channels on both sides: what most of a large network's time goes into.</summary>
    public bool IsWide3x3 { get; init; }

    /// <summary>Whether it goes through Winograd's transforms, which need fewer operations than are counted.</summary>
    public bool IsWinograd => Instructions.Any(instruction => instruction.BatchKernel is IWinograd || instruction.TaskKernel is IWinograd);

    /// <summary>Bytes that the instructions read and write, each counting all of its operands.</summary>
    public double Bytes => Instructions.Sum(instruction => (double)instruction.Reads.Concat(instruction.Writes).Sum(BytesOf));

    /// <summary>The same work has the same text: it is timed once.</summary>
    public string Key => $"{Operation}, {Direction}, {Plan.Batch}";

    long BytesOf(Value value) => sizeof(float) * (value.IsShared ? value.Length : (long)value.Length * Plan.Batch);
}
