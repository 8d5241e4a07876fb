using Krill.Kernels;

namespace Krill.Planning;

/// <summary>
/// Keeps what waits between stages in bfloat16, where that is the precision: half the memory, and half of what goes through the processor's slowest door. The
/// stage that writes such a value rounds and packs it, each that reads it unpacks it into the memory of its thread.
/// </summary>
internal static class PackedValues
{
    // Shorter ones take little memory; the loss and what leads to it stay exact.
    const int Shortest = 256;

    /// <summary>The scheduled instructions of a plan with packing and unpacking among them.</summary>
    public static IReadOnlyList<Instruction> Pack(IReadOnlyList<Instruction> instructions, IReadOnlySet<Value> wanted, KernelFactory kernels)
    {
        Dictionary<Value, Value> packed = instructions
            .SelectMany(instruction => instruction.Values)
            .Distinct()
            .Where(value => !wanted.Contains(value) && Suits(value))
            .ToDictionary(value => value, value => new Value($"{value.Name} packed", StorageKind.Batched, value.Length / 2) { MayBeRounded = false, IsPacked = true });
        if (packed.Count == 0)
        {
            return instructions;
        }

        var result = new List<Instruction>();
        var unpacked = new Dictionary<(Value, int), Value>();
        foreach (Instruction instruction in instructions)
        {
            int stage = instruction.Stage;
            foreach (Value value in instruction.Reads.Where(value => packed.ContainsKey(value) && !unpacked.ContainsKey((value, stage))).ToArray())
            {
                Value here = InStage(value);
                result.Add(new Instruction
                {
                    BatchKernel = kernels.UnpackBfloat16(packed[value].Storage, value.Storage),
                    Reads = [packed[value]],
                    Writes = [here],
                    Origin = instruction.Origin,
                    Stage = stage,
                });
            }

            result.Add(instruction);
            foreach (Value value in instruction.Writes.Where(value => packed.ContainsKey(value)).ToArray())
            {
                Value here = InStage(value);
                if (instruction == value.Uses.Last(use => use.Writes.Contains(value)))
                {
                    result.Add(new Instruction
                    {
                        BatchKernel = kernels.PackBfloat16(value.Storage, packed[value].Storage),
                        Reads = [here],
                        Writes = [here, packed[value]],
                        Origin = instruction.Origin,
                        Stage = stage,
                    });
                }
            }

            Value InStage(Value value)
            {
                if (!unpacked.TryGetValue((value, stage), out Value? here))
                {
                    unpacked.Add((value, stage), here = value.OfStage(stage));
                }

                return here;
            }
        }

        // Only now: above, an instruction's values tell who writes last.
        Scheduler.PlaceInStages(result, unpacked);
        return result;
    }

    /// <summary>Whether a value is written in one stage and read in others, image by image alone.</summary>
    static bool Suits(Value value)
    {
        int stage = value.Uses[0].Stage;
        return value is { IsShared: false, IsExternal: false, MayBeRounded: true }
            && value.Length >= Shortest
            && value.Length % 2 == 0
            && value.Uses.Exists(use => use.Stage != stage)
            && value.Uses.TrueForAll(use => use.IsBatch && (use.Stage == stage || !use.Writes.Contains(value)));
    }
}
