using Krill.Charts;

namespace Krill.Tests.Unit.Charts;

public sealed class AxisTicksTests
{
    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0.93, 0.995, 5, new[] { 0.92, 0.94, 0.96, 0.98, 1 })]
    [InlineData(-3, 7, 4, new double[] { -5, 0, 5, 10 })]
    [InlineData(1e-9, 3e-9, 3, new[] { 1e-9, 2e-9, 3e-9 })]
    [InlineData(0.1, 0.3, 2, new[] { 0.1, 0.2, 0.3 })]
    public void Linear_Ends_AreRoundAndEnclose(double low, double high, int count, double[] expected) =>
        Assert.Equal(expected, AxisTicks.Linear(low, high, count, isInteger: false));

    [Fact]
    public void Linear_WholeNumbers_AreNotDivided() => Assert.Equal([1, 2, 3], AxisTicks.Linear(1, 3, 10, isInteger: true));

    [Theory]
    [InlineData(0.03, 40, 6, new[] { 0.01, 0.1, 1, 10, 100 })]
    [InlineData(1e-7, 10, 4, new[] { 1e-7, 1e-5, 1e-3, 0.1, 10 })]
    [InlineData(0.3, 4, 6, new[] { 0.2, 0.5, 1, 2, 5 })]
    [InlineData(1, 10, 6, new double[] { 1, 2, 5, 10 })]
    public void Logarithmic_Ends_AreRoundAndEnclose(double low, double high, int count, double[] expected) =>
        Assert.Equal(expected, AxisTicks.Logarithmic(low, high, count));

    [Theory]
    [InlineData(new[] { 0, 0.05, 0.1 }, false, new[] { "0.00", "0.05", "0.10" })]
    [InlineData(new[] { 0.98, 0.985, 0.99 }, true, new[] { "98.0%", "98.5%", "99.0%" })]
    [InlineData(new double[] { 0, 10000, 20000 }, false, new[] { "0", "10,000", "20,000" })]
    [InlineData(new[] { 1e-7, 1e-5, 1e-3, 0.1 }, false, new[] { "1e-7", "1e-5", "0.001", "0.1" })]
    [InlineData(new[] { 0, 2e-7, 4e-7 }, false, new[] { "0", "2e-7", "4e-7" })]
    public void Labels_OfTicks_HaveAsManyDigitsAsTheyNeed(double[] ticks, bool isPercentage, string[] expected) =>
        Assert.Equal(expected, AxisTicks.Labels(ticks, isPercentage));
}
