using Krill.Files;
using Krill.Reports.Comparison;
using Krill.Runs;

namespace Krill.Tests.Unit.Reports;

public sealed class RunComparisonTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_Figures_HasTheMeanAndTheDeviationOfASample()
    {
        // (2, 4, 9): mean 5, squares 9 + 1 + 16 = 26, over 2.
        Spread spread = Spread.Of([2, null, 4, 9])!.Value;

        Assert.Equal((3, 5), (spread.Count, spread.Mean));
        Assert.Equal(Math.Sqrt(13), spread.StandardDeviation!.Value, 12);
        Assert.Null(Spread.Of([7])!.Value.StandardDeviation);
        Assert.Null(Spread.Of([null]));
    }

    [Fact]
    public void Of_Runs_GroupsThoseThatDifferBySeedsAloneAndTellsWhatDiffers()
    {
        Make("a", seed: 1, batchSize: 50, test: 0.9);
        Make("b", seed: 2, batchSize: 50, test: 0.94);
        Make("c", seed: 1, batchSize: 100, test: 0.8);
        Make("d", seed: 3, batchSize: 50, test: null);

        RunComparison comparison = RunComparison.Of(new[] { "a", "b", "c", "d" }.Select(name => _folder[name]));

        Assert.Equal(["a", "b", "c", "d"], comparison.Runs.Select(run => run.Name));
        Assert.Equal(["seed", "batch_size"], comparison.Differences.Select(setting => setting.Name));
        Assert.Equal(["1", "2", "1", "3"], comparison.Differences[0].Values);
        Assert.Equal(["50", "50", "100", "50"], comparison.Differences[1].Values);
        Assert.Equal(["tiny158, batch_size 50", "c"], comparison.Groups.Select(group => group.Name));
        Assert.Equal(["a", "b", "d"], comparison.Groups[0].Runs.Select(run => run.Name));
        Spread test = comparison.Groups[0].TestAccuracy!.Value;
        Assert.Equal((2, 0.92), (test.Count, Math.Round(test.Mean, 12)));
        Assert.Equal(Math.Sqrt(2 * 0.02 * 0.02), test.StandardDeviation!.Value, 12);
    }

    [Fact]
    public void Of_RunThatIsNotDone_IsInNoMean()
    {
        Make("a", seed: 1, batchSize: 50, test: 0.9, validation: 0.8);
        Make("b", seed: 2, batchSize: 50, test: null, epoch: 0.2);
        Make("c", seed: 3, batchSize: 50, test: 0.9, validation: 0.6);

        RunComparison comparison = RunComparison.Of(new[] { "a", "b", "c" }.Select(name => _folder[name]));

        Assert.Equal([0.8, 0.2, 0.6], comparison.Runs.Select(run => run.ValidationAccuracy));
        Spread validation = comparison.Groups[0].ValidationAccuracy!.Value;
        Assert.Equal((2, 0.7), (validation.Count, Math.Round(validation.Mean, 12)));
        Assert.Contains("<td class=\"n\">2</td><td class=\"n\">70.00% ± 14.14%</td>", new ComparisonPage(comparison).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RunsOfTheSameName_NamesThemByTheirPaths()
    {
        Make("x/run", seed: 1, batchSize: 1, test: null);
        Make("y/run", seed: 2, batchSize: 1, test: null);

        Assert.Equal(["x/run", "y/run"], RunComparison.Of([_folder["x/run"], _folder["y/run"]]).Runs.Select(run => run.Name));
    }

    void Make(string name, ulong seed, int batchSize, double? test, double? validation = null, double? epoch = null)
    {
        var description = new RunDescription { Recipe = "tiny158", Dataset = "mnist", Seed = seed, Epochs = 3, BatchSize = batchSize, Threads = (int)seed, CommandLine = [name] };
        RunFolder folder = RunFolder.Create(description, _folder[name]);
        if (test is not null)
        {
            folder.Complete(new RunResult
            {
                End = default, Epochs = 3, Parameters = 158, Seconds = 1, ImagesPerSecond = 1, TestAccuracy = test, ValidationAccuracy = validation,
            });
        }

        if (epoch is not null)
        {
            var logs = new EpochLogs { Epoch = 1, Loss = 1, Accuracy = 0.5, ValidationAccuracy = epoch, LearningRate = 1, Images = 1, TrainingSeconds = 1 };
            AtomicFile.WriteText(folder.HistoryPath, $"{HistoryCsv.Header}\n{HistoryCsv.Row(logs)}\n");
        }
    }
}
