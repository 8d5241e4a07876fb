using Krill.Results;

namespace Krill.Tests.Unit.Results;

public sealed class FigureTests
{
    [Fact]
    public void Of_EightValues_GivesStatisticsWorkedOutByHand()
    {
        // Mean 40 / 8; deviations -3 -1 -1 -1 0 0 2 4, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; sd √(32 / 7).
        var figure = Figure.Of("test_accuracy", [7, 4, 2, 5, 4, 9, 4, 5]);

        Assert.Equal(8, figure.N);
        Assert.Equal(5, figure.Mean);
        Assert.Equal(4.5, figure.Median);
        Assert.Equal(2.1380899352993950, figure.Sd!.Value, 12);
        Assert.Equal(2, figure.Min);
        Assert.Equal(9, figure.Max);
        Assert.Equal(9, figure.Best);
    }

    [Fact]
    public void Of_OddCount_TakesTheMiddleAsMedian() => Assert.Equal(3, Figure.Of("epochs", [10, 1, 3]).Median);

    [Fact]
    public void Of_OneValue_HasNoDeviation()
    {
        var figure = Figure.Of("test_accuracy", [0.5]);

        Assert.Null(figure.Sd);
        Assert.Equal(0.5, figure.Median);
    }

    [Theory]
    [InlineData("test_loss")]
    [InlineData("seconds")]
    public void Best_OfLossesAndTimes_IsTheLeast(string name) => Assert.Equal(1, Figure.Of(name, [2, 1, 3]).Best);
}
