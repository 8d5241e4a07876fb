using Krill.Planning;

namespace Krill.Tests.Training.Planning;

/// <summary>In bfloat16, what waits between stages takes half the memory.</summary>
public sealed class PackedValuesTests
{
    [Theory]
    [InlineData("resnet9")]
    [InlineData("convnet")]
    [InlineData("jellyfish")]
    public void Pack_LongValuesOfImages_WaitPackedUnlessATaskReadsThemOrStagesShareThem(string network)
    {
        Plan plan = Plans.InBfloat16(network, 50);
        Value[] waiting = [.. plan.Memory.Offsets.Select(pair => pair.Value).Where(value => value is { IsShared: false, MayBeRounded: true })];

        Assert.All(waiting, value => Assert.True(
            value.Length < 256 || value.Length % 2 > 0 || value.Uses.Exists(use => !use.IsBatch) || StagesOf(value, use => use.Writes.Contains(value)) > 1,
            $"{value} waits in float32"));
        Value[] packed = [.. plan.Memory.Offsets.Select(pair => pair.Value).Where(value => value.IsPacked)];
        Assert.NotEmpty(packed);
        Assert.All(packed, value =>
        {
            // One packs; all others read, each in a stage of its own.
            Assert.Contains(value, value.Uses[0].Writes);
            Assert.All(value.Uses.Skip(1), use => Assert.Contains(value, use.Reads));
            Assert.Distinct(value.Uses.Select(use => use.Stage));
        });
    }

    [Fact]
    public void Pack_Float32_PacksNothing() =>
        Assert.All(Plans.For("resnet9", 50).Take(3), plan => Assert.DoesNotContain(plan.Memory.Offsets, pair => pair.Value.IsPacked));

    static int StagesOf(Value value, Func<Instruction, bool> isMeant) => value.Uses.Where(isMeant).Select(use => use.Stage).Distinct().Count();
}
