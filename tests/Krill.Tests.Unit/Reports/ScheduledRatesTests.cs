using Krill.Recipes;
using Krill.Reports;
using Krill.Runs;

namespace Krill.Tests.Unit.Reports;

public sealed class ScheduledRatesTests
{
    // 0.1 times 0.1 to 1 in the first fifth of each start and down to nothing from there: with five steps a start these.
    static readonly double[] s_start = [0.01, 0.1, 0.075, 0.05, 0.025];

    [Fact]
    public void Of_Schedule_IsTheRateOfEveryStep()
    {
        IReadOnlyList<double> rates = ScheduledRates.Of(new Tiny158(), Asked(null), 5, History(0.025f, 0.025f, 0.025f))!;

        Assert.Equal(15, rates.Count);
        Assert.All(rates.Chunk(5), start => Assert.All(s_start.Zip(start), pair => Assert.Equal(pair.First, pair.Second, 1e-7)));
    }

    [Fact]
    public void Of_AnotherRateAskedFor_IsThatTimesTheSchedule() =>
        Assert.Equal(0.2, ScheduledRates.Of(new Tiny158(), Asked(0.2f), 5, History(0.05f))![1], 1e-7);

    // The steps of rate 0 leave the rate that is recorded as it was.
    [Fact]
    public void Of_StepWithoutARate_IsZero() =>
        Assert.Equal([0], ScheduledRates.Of(new ResNet9(), Asked(null), 1, History(0.2f))!);

    [Fact]
    public void Of_HistoryWithOtherRates_IsNotKnown()
    {
        Assert.Null(ScheduledRates.Of(new Tiny158(), Asked(null), 5, History(0.025f, 0.0125f)));
        Assert.Null(ScheduledRates.Of(new Tiny158(), Asked(null), 5, History(float.NaN)));
        Assert.Null(ScheduledRates.Of(new QuickStart(), Asked(null), 5, History(0.001f)));
    }

    static RunDescription Asked(float? rate) => new() { Recipe = "tiny158", Dataset = "mnist", Seed = 0, Epochs = 5, BatchSize = 10, Threads = 1, LearningRate = rate };

    static History History(params float[] rates) => new(rates.Select((rate, i) => new EpochLogs { Epoch = i + 1, Loss = 1, Accuracy = 0.5, LearningRate = rate, Images = 50, TrainingSeconds = 1 }));
}
