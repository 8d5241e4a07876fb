using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class ToleranceTests
{
    [Fact]
    public void Accepts_OneUnitOff_DependsOnTheTolerance()
    {
        float next = MathF.BitIncrement(1f);
        Assert.True(Tolerance.Element(1).Accepts(1, next));
        Assert.False(Tolerance.Element(0.5).Accepts(1, next));
        Assert.False(Tolerance.Exact.Accepts(1, next));
        Assert.False(Tolerance.Exact.Accepts(0.0, -0f));
    }

    [Fact]
    public void Accepts_SpecialValues_OnlyThemselves()
    {
        Tolerance wide = Tolerance.Element(1e9);
        Assert.True(wide.Accepts(double.NaN, float.NaN));
        Assert.False(wide.Accepts(double.NaN, 0));
        Assert.False(wide.Accepts(0, float.NaN));
        Assert.True(wide.Accepts(double.PositiveInfinity, float.PositiveInfinity));
        Assert.False(wide.Accepts(double.PositiveInfinity, float.MaxValue));
        Assert.False(wide.Accepts(1, float.PositiveInfinity));
    }

    [Fact]
    public void Check_TooFarOff_SaysWhere()
    {
        var error = Assert.Throws<CheckFailedException>(() => Tolerance.Sum(4).Check([1, 2], [1, 2.1f], "sums", 10));
        Assert.StartsWith("sums, element 1 of 2: expected 2, got 2.0999999; off by 0.1, allowed ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckSameBits_ZeroesOfTwoSigns_Throws() =>
        Assert.Throws<CheckFailedException>(() => Tolerance.CheckSameBits([0f], [-0f], "zero"));
}
