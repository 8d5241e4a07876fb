using Krill.Planning;

namespace Krill.Tests.Training.Planning;

/// <summary>No number is overwritten that somebody still reads.</summary>
public sealed class MemoryPlannerTests
{
    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Offsets_ValuesOfOneTime_DoNotOverlap(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            Place[] places = PlacesOf(plan);
            HashSet<Value> wanted = [.. plan.Ends.Wanted];
            foreach ((Place first, Place second) in Overlapping(places))
            {
                Assert.DoesNotContain(first.Value, wanted);
                AssertOver(first, second, IsBefore);
            }

            Assert.All(places, place => Assert.InRange(place.Offset + place.Length, 0, plan.MemoryLength));

            // Threads are at different images within a stage: only what takes the very same numbers' place may follow in it.
            bool IsBefore(Place place, Instruction use, Place next, Instruction write) => use.Stage < write.Stage
                || (TakesPlace(place, next) && !place.Value.IsShared && use.Stage == write.Stage && use.IsBatch && write.IsBatch && use.Index < write.Index);
        }
    }

    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Locals_ValuesOfOneTime_DoNotOverlap(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            foreach (var stage in plan.Memory.Locals.GroupBy(pair => pair.Value.Uses[0].Stage))
            {
                int chunk = plan.Memory.Splits[stage.Key].Chunk;
                Place[] places = [.. stage.Select(pair => new Place(pair.Value, pair.Offset, (long)pair.Value.Length * chunk))];
                foreach ((Place first, Place second) in Overlapping(places))
                {
                    AssertOver(first, second, IsBefore);
                }

                Assert.All(places, place => Assert.All(place.Value.Uses, use => Assert.True(use.IsBatch && use.Stage == stage.Key)));
                Assert.All(places, place => Assert.InRange(place.Offset + place.Length, 0, plan.Memory.LocalLengths[stage.Key]));
            }

            // A chain's instructions run piece by piece, all as if at once: only what takes the very same numbers' place may follow in it.
            static bool IsBefore(Place place, Instruction use, Place next, Instruction write) =>
                use.LastIndex < write.FirstIndex || (TakesPlace(place, next) && use.Index < write.Index);
        }
    }

    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Places_EveryValue_HasOneUnlessItIsSomebodyElses(string network, int batch)
    {
        foreach (Plan plan in Plans.For(network, batch))
        {
            Value[] placed = [.. plan.Memory.Offsets.Concat(plan.Memory.Locals).Select(pair => pair.Value)];
            Value[] own = [.. plan.Instructions.SelectMany(instruction => instruction.Values).Distinct().Where(value => !value.IsExternal)];

            Assert.Distinct(placed);
            Assert.Equal(own.ToHashSet(), placed.ToHashSet());
        }
    }

    // The most that is alive at one time is the least that any placement needs.
    [Theory]
    [MemberData(nameof(Plans.NetworksAndBatches), MemberType = typeof(Plans))]
    public void Length_AnyPlan_IsNearTheLeastPossible(string network, int batch)
    {
        const double Slack = 1.15;
        foreach (Plan plan in Plans.For(network, batch))
        {
            Place[] places = PlacesOf(plan);
            long most = Enumerable.Range(0, plan.StageCount).Max(stage => places
                .Where(place => place.Value.Uses[0].Stage <= stage && place.Value.Uses.Max(use => use.Stage) >= stage)
                .DistinctBy(place => place.Offset)
                .Sum(place => place.Length));

            Assert.InRange(plan.MemoryLength, most, Slack * most + 1024);
        }
    }

    static Place[] PlacesOf(Plan plan) =>
        [.. plan.Memory.Offsets.Select(pair => new Place(pair.Value, pair.Offset, pair.Value.IsShared ? pair.Value.Length : (long)pair.Value.Length * plan.Batch))];

    static IEnumerable<(Place First, Place Second)> Overlapping(Place[] places)
    {
        // By the first write, so that the second of a pair is what overwrites.
        Place[] ordered = [.. places.OrderBy(place => place.Value.Uses[0].Stage).ThenBy(place => place.Value.Uses[0].Index)];
        for (int i = 0; i < ordered.Length; i++)
        {
            for (int j = i + 1; j < ordered.Length; j++)
            {
                if (ordered[i].Offset < ordered[j].Offset + ordered[j].Length && ordered[j].Offset < ordered[i].Offset + ordered[i].Length)
                {
                    yield return (ordered[i], ordered[j]);
                }
            }
        }
    }

    /// <summary>Every use of the first value is before the second's first write, or is that write, which says that it works in place.</summary>
    static void AssertOver(Place first, Place second, Func<Place, Instruction, Place, Instruction, bool> isBefore)
    {
        Instruction write = second.Value.Uses[0];
        Assert.Contains(second.Value, write.Writes);
        foreach (Instruction use in first.Value.Uses)
        {
            bool inPlace = use == write && write.MayOverwrite == first.Value && TakesPlace(first, second);
            Assert.True(
                inPlace || isBefore(first, use, second, write),
                $"{first.Value} at {first.Offset}, used by instruction {use.Index} in stage {use.Stage}, is overwritten by {second.Value} at {second.Offset}, "
                + $"first written by instruction {write.Index} in stage {write.Stage}.");
        }
    }

    static bool TakesPlace(Place first, Place second) =>
        first.Offset == second.Offset && first.Length == second.Length && first.Value.IsShared == second.Value.IsShared;

    readonly record struct Place(Value Value, long Offset, long Length);
}
