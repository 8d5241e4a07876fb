namespace Krill.Planning;

/// <summary>Gives every instruction the earliest stage in which all that it needs is complete, but packs weights just before they are read.</summary>
/// <remarks>
/// Kernels that work image by image may follow each other within a stage, as each thread takes its images through the whole chain. All
/// else waits for the next stage: what sees the whole batch, and what reads sums over it.
/// </remarks>
internal static class Scheduler
{
    /// <summary>Drops the instructions whose results nobody reads, and sets the stages of the others.</summary>
    /// <param name="instructions">In the order of emission, in which every value is written before it is read.</param>
    /// <param name="wanted">The values that are read after the step.</param>
    /// <returns>The instructions that remain, in the same order.</returns>
    public static IReadOnlyList<Instruction> Schedule(IReadOnlyList<Instruction> instructions, IReadOnlySet<Value> wanted)
    {
        Instruction[] live = Live(instructions, wanted);
        ClearUses(live);
        foreach (Instruction instruction in live)
        {
            int stage = 0;
            foreach (Value value in instruction.Values)
            {
                foreach (Instruction earlier in value.Uses)
                {
                    if (instruction.Writes.Contains(value) || earlier.Writes.Contains(value))
                    {
                        bool follows = instruction.IsBatch && earlier.IsBatch && !value.IsShared;
                        stage = Math.Max(stage, follows ? earlier.Stage : earlier.Stage + 1);
                    }
                }

                value.Uses.Add(instruction);
            }

            instruction.Stage = stage;
        }

        Delay(live, wanted);
        return live;
    }

    /// <summary>
    /// What needs nothing but weights (they are packed for products) is moved to the stage before its first reader, unless the weights change earlier: until then its
    /// memory serves others, and then it is still in a cache.
    /// </summary>
    static void Delay(Instruction[] instructions, IReadOnlySet<Value> wanted)
    {
        foreach (Instruction instruction in instructions)
        {
            if (instruction.IsBatch || instruction.Reads.Any(value => !value.IsExternal) || instruction.Writes.Any(value => value.IsExternal || wanted.Contains(value)))
            {
                continue;
            }

            IEnumerable<Instruction> followers = instruction.Values
                .SelectMany(value => value.Uses.Where(use => instruction.Writes.Contains(value) || use.Writes.Contains(value)))
                .Where(use => use != instruction);
            instruction.Stage = Math.Max(instruction.Stage, followers.Min(use => use.Stage) - 1);
        }
    }

    /// <summary>Gives instructions the values of their own stage in place of what they named, numbers them in their new order, and notes by each value who uses it.</summary>
    /// <param name="instructions">Scheduled instructions, some of them new.</param>
    /// <param name="inStage">A value and a stage to the value within that stage.</param>
    public static void PlaceInStages(IReadOnlyList<Instruction> instructions, IReadOnlyDictionary<(Value, int), Value> inStage)
    {
        foreach ((int index, Instruction instruction) in instructions.Index())
        {
            Value Here(Value value) => inStage.GetValueOrDefault((value, instruction.Stage), value);
            instruction.Reads = [.. instruction.Reads.Select(Here)];
            instruction.Writes = [.. instruction.Writes.Select(Here)];
            instruction.MayOverwrite = instruction.MayOverwrite is { } input ? Here(input) : null;
            instruction.Index = index;
        }

        FindUses(instructions);
    }

    static void FindUses(IReadOnlyList<Instruction> instructions)
    {
        ClearUses(instructions);
        foreach (Instruction instruction in instructions)
        {
            foreach (Value value in instruction.Values)
            {
                value.Uses.Add(instruction);
            }
        }
    }

    static void ClearUses(IEnumerable<Instruction> instructions)
    {
        foreach (Value value in instructions.SelectMany(instruction => instruction.Values).Distinct())
        {
            value.Uses.Clear();
        }
    }

    static Instruction[] Live(IReadOnlyList<Instruction> instructions, IReadOnlySet<Value> wanted)
    {
        HashSet<Value> needed = [.. wanted];
        var live = new List<Instruction>();
        foreach (Instruction instruction in instructions.Reverse())
        {
            if (instruction.Writes.Any(value => value.IsExternal || needed.Contains(value)))
            {
                live.Add(instruction);
                needed.UnionWith(instruction.Reads);
            }
        }

        live.Reverse();
        return [.. live];
    }
}
