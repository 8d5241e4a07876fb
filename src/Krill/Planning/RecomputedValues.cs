namespace Krill.Planning;

/// <summary>
/// Computes cheap values anew in each stage that reads them, where what they are computed from is kept in any case: a normalization's output from its input, an
/// activation's, a sum. They then live within stages alone, and no memory waits for the backward pass with them.
/// </summary>
/// <remarks>Source: the recomputation of Pleiss et al. (2017), "Memory-efficient implementation of DenseNets".</remarks>
internal static class RecomputedValues
{
    /// <summary>The scheduled instructions of a plan, with those that are done again among them.</summary>
    public static IReadOnlyList<Instruction> Find(IReadOnlyList<Instruction> instructions, IReadOnlySet<Value> wanted)
    {
        Dictionary<Value, Instruction> recomputed = Choose(instructions, wanted);
        if (recomputed.Count == 0)
        {
            return instructions;
        }

        var result = new List<Instruction>();
        var inStage = new Dictionary<(Value, int), Value>();
        foreach (Instruction instruction in instructions)
        {
            if (instruction.Writes.Length == 1 && recomputed.ContainsKey(instruction.Writes[0]) && !IsReadInItsStage(instruction))
            {
                continue;
            }

            Ensure(instruction.Reads, instruction.Stage);
            result.Add(instruction);
            foreach (Value value in instruction.Writes.Where(recomputed.ContainsKey))
            {
                inStage.TryAdd((value, instruction.Stage), value.OfStage(instruction.Stage));
            }
        }

        Scheduler.PlaceInStages(result, inStage);
        return result;

        void Ensure(Value[] values, int stage)
        {
            foreach (Value value in values)
            {
                if (recomputed.TryGetValue(value, out Instruction? writer) && !inStage.ContainsKey((value, stage)))
                {
                    Ensure(writer.Reads, stage);
                    inStage.Add((value, stage), value.OfStage(stage));
                    result.Add(new Instruction
                    {
                        BatchKernel = writer.BatchKernel,
                        Reads = writer.Reads,
                        Writes = writer.Writes,
                        Origin = writer.Origin,
                        Stage = stage,
                    });
                }
            }
        }
    }

    static bool IsReadInItsStage(Instruction writer) => writer.Writes[0].Uses.Exists(use => use != writer && use.Stage == writer.Stage);

    /// <summary>The values that are computed anew wherever they are read, and what writes them.</summary>
    static Dictionary<Value, Instruction> Choose(IReadOnlyList<Instruction> instructions, IReadOnlySet<Value> wanted)
    {
        var chosen = new Dictionary<Value, Instruction>();
        var alsoNeeded = new Dictionary<Value, HashSet<int>>();

        // From the last: a value is also needed where others are computed anew from it.
        foreach (Instruction writer in instructions.Reverse())
        {
            if (writer.BatchKernel is not { IsCheap: true } || writer.Writes.Length != 1 || wanted.Contains(writer.Writes[0]))
            {
                continue;
            }

            Value value = writer.Writes[0];
            HashSet<int> stages = [.. value.Uses.Select(use => use.Stage), .. alsoNeeded.GetValueOrDefault(value, [])];
            stages.Remove(writer.Stage);
            if (stages.Count > 0 && value.Uses.TrueForAll(use => use.IsBatch) && stages.All(stage => CanCompute(value, writer, stage)))
            {
                chosen.Add(value, writer);
                foreach (Value input in writer.Reads)
                {
                    if (!alsoNeeded.TryGetValue(input, out HashSet<int>? needed))
                    {
                        alsoNeeded.Add(input, needed = []);
                    }

                    needed.UnionWith(stages);
                }
            }
        }

        return chosen;
    }

    /// <summary>Whether a value can be computed in a later stage: from operands that are still there, and still the same.</summary>
    static bool CanCompute(Value value, Instruction writer, int stage) =>
        value is { IsShared: false, IsExternal: false }
        && value.Uses.Count(use => use.Writes.Contains(value)) == 1
        && stage > writer.Stage
        && writer.Reads.All(input => IsUnchanged(input, writer.Stage, stage) && (input.IsShared || IsThere(input, stage)));

    static bool IsUnchanged(Value input, int from, int to) =>
        !input.Uses.Exists(use => use.Stage > from && use.Stage <= to && use.Writes.Contains(input));

    /// <summary>Whether a value of images is kept until a stage in any case, or can be computed there too.</summary>
    static bool IsThere(Value input, int stage) =>
        input.IsExternal
        || input.Uses.Exists(use => use.Stage >= stage)
        || input.Uses.Find(use => use.Writes.Contains(input)) is { BatchKernel.IsCheap: true, Writes.Length: 1 } writer && CanCompute(input, writer, stage);
}
