using Krill.Planning;

namespace Krill.Tests.Training.Planning;

public sealed class SchedulerTests
{
    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Schedule_DependentInstructions_RunLaterOrFollowImageByImage(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            foreach ((Instruction earlier, Instruction later, Value value) in Dependencies(plan))
            {
                bool follows = earlier.Stage == later.Stage && earlier.IsBatch && later.IsBatch && !value.IsShared;
                Assert.True(
                    earlier.Stage < later.Stage || follows,
                    $"Instruction {later.Index} in stage {later.Stage} needs {value} of instruction {earlier.Index} in stage {earlier.Stage}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Schedule_EveryRead_ComesAfterAWrite(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            HashSet<Value> written = [];
            foreach (Instruction instruction in plan.Instructions)
            {
                Assert.All(instruction.Reads, value => Assert.True(value.IsExternal || written.Contains(value), $"Instruction {instruction.Index} reads {value}."));
                written.UnionWith(instruction.Writes);
            }

            Assert.All(plan.Ends.Wanted, value => Assert.Contains(value, written));
        }
    }

    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Schedule_EveryInstruction_WritesWhatIsNeeded(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            HashSet<Value> read = [.. plan.Instructions.SelectMany(instruction => instruction.Reads), .. plan.Ends.Wanted];
            Assert.All(plan.Instructions, instruction => Assert.Contains(instruction.Writes, value => value.IsExternal || read.Contains(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Schedule_WhatNeedsWeightsAlone_ComesJustBeforeItIsRead(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            bool IsKept(Value value) => value.IsExternal || plan.Ends.Wanted.Contains(value);
            foreach (Instruction packing in plan.Instructions.Where(one => !one.IsBatch && one.Reads.All(value => value.IsExternal) && !one.Writes.Any(IsKept)))
            {
                Instruction[] readers = [.. plan.Instructions.Where(one => one.Reads.Intersect(packing.Writes).Any())];
                Instruction[] updates = [.. plan.Instructions.Where(one => one.Writes.Intersect(packing.Reads).Any())];
                Assert.NotEmpty(readers);
                Assert.Equal(readers.Concat(updates).Min(one => one.Stage) - 1, packing.Stage);
            }
        }
    }

    /// <summary>Pairs in the order of emission that touch one value, at least one of them writing it.</summary>
    static IEnumerable<(Instruction Earlier, Instruction Later, Value Value)> Dependencies(Plan plan)
    {
        var users = new Dictionary<Value, List<Instruction>>();
        foreach (Instruction later in plan.Instructions)
        {
            foreach (Value value in later.Reads.Concat(later.Writes).Distinct())
            {
                if (!users.TryGetValue(value, out List<Instruction>? earlierUsers))
                {
                    users.Add(value, earlierUsers = []);
                }

                foreach (Instruction earlier in earlierUsers.Where(earlier => earlier.Writes.Contains(value) || later.Writes.Contains(value)))
                {
                    yield return (earlier, later, value);
                }

                earlierUsers.Add(later);
            }
        }
    }
}
