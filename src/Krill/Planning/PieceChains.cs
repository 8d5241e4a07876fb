using Krill.Kernels;

namespace Krill.Planning;

/// <summary>
/// Finds neighbours within a stage that all treat images piece by piece: they run as one <see cref="PieceChain"/>, so that what passes between them stays in
/// the first-level cache.
/// </summary>
internal static class PieceChains
{
    /// <summary>Sets the chains of scheduled instructions.</summary>
    public static void Find(IReadOnlyList<Instruction> instructions)
    {
        foreach (IGrouping<int, Instruction> stage in instructions.Where(instruction => instruction.IsBatch).GroupBy(instruction => instruction.Stage))
        {
            List<Instruction> run = [];
            int unit = 1;
            foreach (Instruction instruction in stage)
            {
                int joined = LengthOf(instruction) is { } length && (run.Count == 0 || LengthOf(run[0]) == length)
                    ? PieceChain.Unit(length, unit, instruction.BatchKernel!.PieceUnit)
                    : 0;
                if (joined == 0)
                {
                    End(run);
                    joined = LengthOf(instruction) is { } own ? PieceChain.Unit(own, 1, instruction.BatchKernel!.PieceUnit) : 0;
                }

                if (joined > 0)
                {
                    run.Add(instruction);
                }

                unit = Math.Max(1, joined);
            }

            End(run);
        }
    }

    /// <summary>The kernels of a stage's instructions, in order, chains as one.</summary>
    public static IEnumerable<BatchKernel> Kernels(IEnumerable<Instruction> stage)
    {
        foreach (IGrouping<int, Instruction> run in stage.Where(instruction => instruction.IsBatch).GroupBy(instruction => instruction.FirstIndex))
        {
            Instruction first = run.First();
            yield return first.Chain is null ? first.BatchKernel! : new PieceChain(LengthOf(first)!.Value, [.. run.Select(instruction => instruction.BatchKernel!)]);
        }
    }

    /// <summary>The floats of an image in all that an instruction reads and writes of images; null where they differ.</summary>
    static int? LengthOf(Instruction instruction)
    {
        int[] lengths = [.. instruction.Values.Where(value => value is { IsShared: false, IsPacked: false }).Select(value => value.Length).Distinct()];
        return lengths.Length == 1 ? lengths[0] : null;
    }

    static void End(List<Instruction> run)
    {
        if (run.Count > 1)
        {
            var link = new PieceChainLink(run[0].Index, run[^1].Index);
            run.ForEach(instruction => instruction.Chain = link);
        }

        run.Clear();
    }
}

/// <summary>A chain of instructions, by the indices of its ends.</summary>
internal sealed record PieceChainLink(int First, int Last);
