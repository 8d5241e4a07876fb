using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed unsafe class GuardedMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(5000)]
    public void Pointer_AnyLength_EndsAtAPage(int length)
    {
        using var memory = new GuardedMemory(length);
        Assert.Equal(0, (nint)(memory.Pointer + length) % Environment.SystemPageSize);
        memory.Span.Fill(1);
        memory.CheckCanaries();
    }

    [Fact]
    public void CheckCanaries_WriteBeforeTheStart_Throws()
    {
        using var memory = new GuardedMemory(5);
        memory.Pointer[-1] = 0;
        Assert.Throws<CheckFailedException>(memory.CheckCanaries);
    }

    [Fact]
    public void CheckCanaries_WriteBehindTheEnd_Throws()
    {
        using var memory = new GuardedMemory(5, GuardSide.Before);
        memory.Pointer[5] = 0;
        Assert.Throws<CheckFailedException>(memory.CheckCanaries);
    }

    [Theory, AvailableKernelSets]
    public void Factory_EverySet_IsTheOneAskedFor(string set) => Assert.Equal(KernelSets.Choose(set, bfloat16: false), AvailableKernelSets.Factory(set).Set);
}
