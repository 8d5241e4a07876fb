using Krill.Recipes;
using Krill.Reports;
using Krill.Runs;

namespace Krill.Tests.Unit.Reports;

public sealed class ReportChoiceTests
{
    [Fact]
    public void Of_BestWeights_NamesTheEpochAndTheFigure()
    {
        RunResult result = Result(epochs: 9, best: 9) with { Weights = RunWeights.Best };

        Assert.Equal("The weights are those after epoch 9, chosen by validation accuracy: these images were kept apart from training.", ReportChoice.Of(result, new QuickStart(), 20));
        Assert.Equal("tested as after epoch 9", ReportChoice.Epoch(result));
    }

    [Fact]
    public void Of_RandomRestarts_SaysSoAlsoWhereTheLastWasTheBest()
    {
        RunResult result = Result(epochs: 500, best: 500);

        Assert.Equal(
            "Of 5 random starts the one is kept that ended with the least training loss, in epoch 500; no images were kept apart to choose by.", ReportChoice.Of(result, new Tiny158(), 500));
        Assert.Equal("tested as after the last", ReportChoice.Epoch(result));
    }

    // One epoch has room for one start only.
    [Fact]
    public void Of_OneStart_IsNoChoice() =>
        Assert.Equal("Nothing was chosen: the network was tested as its training ended.", ReportChoice.Of(Result(epochs: 1, best: 1), new Tiny158(), 1));

    [Fact]
    public void Of_EpochThatNoCallbackOfTheRecipeChose_SaysWhich()
    {
        RunResult result = Result(epochs: 5, best: 3);

        Assert.Equal("The weights are those after epoch 3, which a callback chose.", ReportChoice.Of(result, new ConvNet { IsAugmented = true }, 5));
        Assert.Equal("tested as after epoch 3", ReportChoice.Epoch(result));
    }

    static RunResult Result(int epochs, int best) => new() { End = TrainingEnd.Completed, Epochs = epochs, Parameters = 1, Seconds = 1, ImagesPerSecond = 1, BestEpoch = best };
}
