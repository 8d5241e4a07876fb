using System.Text.Json.Nodes;
using Krill.Results;

namespace Krill.Tests.Unit.Results;

public sealed class ResultsPageTests
{
    [Fact]
    public void Write_WithoutRecords_SaysSoTwice()
    {
        string page = ResultsPage.Write([], []);

        Assert.Equal(2, page.Split("Nothing has been recorded yet.").Length - 1);
    }

    [Fact]
    public void Write_Accuracy_GivesStatisticsBarsAndSource()
    {
        string page = ResultsPage.Write([MadeUp.Record("median test_accuracy >= 0.87", "best test_accuracy >= 0.95")], []);

        // Mean 2.6 / 3; deviations -0.041667, 0.033333, 0.008333: squares 0.00291667, sd √0.00145833 = 3.82%.
        Assert.Contains(
            "| [tiny](../results/tiny.json) | three seeds \\| settings of the source | 86.67% ± 3.82% (3) | 87.50% | 82.50% to 90.00% | – | 2.0 to 4.0 | – | "
            + "[**not met**](#tiny) | 2026-01-02 |\n",
            page, StringComparison.Ordinal);
        Assert.Contains(
            """
            ### tiny

            three seeds \| settings of the source

                ./krill train tiny --seed '{1..3}'

            Commit 0123456789ab, seeds 1 to 3; A processor, 2 cores, An OS, .NET 10, kernels scalar.

            - `median test_accuracy >= 0.87`: met with 0.875
            - `best test_accuracy >= 0.95`: **not met** with 0.9

            """, page, StringComparison.Ordinal);
        Assert.DoesNotContain("## Speed and repeatability", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_BarOnTheWholeTime_ShowsTheWholeTime()
    {
        RecordedRun[] runs = [.. MadeUp.Runs()];
        foreach ((int index, RecordedRun run) in runs.Index())
        {
            run.Result["wall_seconds"] = 10.5 + index;
        }

        string page = ResultsPage.Write([Of(runs, "mean test_accuracy >= 0.8", "max wall_seconds <= 12")], []);

        Assert.Contains(" | 2.0 to 4.0 | 10.5 to 12.5 | [**not met**](#tiny) | ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RecordWhoseBarsAreNotOfAccuracy_StandsWithTheFiguresThatAreAsked()
    {
        string page = ResultsPage.Write([MadeUp.Record("max seconds <= 3", "parameters == 158")], []);

        Assert.Contains(
            """
            | [tiny](../results/tiny.json) | three seeds \| settings of the source | `max seconds <= 3` | 4 (2 to 4, n = 3) | **not met** | 2026-01-02 |
            | [tiny](../results/tiny.json) | three seeds \| settings of the source | `parameters == 158` | 158 | met | 2026-01-02 |

            """, page, StringComparison.Ordinal);
        Assert.DoesNotContain("86.67%", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CountOfKernelsBesideTheirSet_ShowsTheSet()
    {
        RecordedRun run = MadeUp.Run(1, 0.5, 1);
        run.Result["kernels"] = JsonNode.Parse("201");
        run.Result["kernel_set"] = "vector256";

        string page = ResultsPage.Write([Of([run])], []);

        Assert.Contains("An OS, .NET 10, kernels vector256.\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RunsOfOtherCommitsAndMachines_NamesWhichRanWhere()
    {
        RecordedRun[] runs = [.. MadeUp.Runs(), MadeUp.Run(4, 0.5, 1)];
        runs[2] = runs[2] with { Commit = new string('a', 40) };
        runs[3] = runs[3] with { Commit = new string('a', 40), Machine = MadeUp.Machine with { Processor = "Another processor", Cores = 1 } };

        string page = ResultsPage.Write([Of(runs)], []);

        Assert.Contains(
            """
            Commit 0123456789ab, seeds 1, 2; A processor, 2 cores, An OS, .NET 10, kernels scalar.
            Commit aaaaaaaaaaaa, seed 3; A processor, 2 cores, An OS, .NET 10, kernels scalar.
            Commit aaaaaaaaaaaa, seed 4; Another processor, 1 core, An OS, .NET 10, kernels scalar.

            """, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "2: met")]
    [InlineData(3, "3: **not met**")]
    public void Write_Comparison_GivesRatiosBarsAndMemory(double bar, string asked)
    {
        string page = ResultsPage.Write([], [new NamedComparison("compare-a", MadeUp.Comparison(bar))]);

        Assert.Contains(
            $"| tiny | 64 | A processor | 2.50 (2.50 to 2.50) | {asked} | 2.50 (2.50 to 2.50) | – | 0.50 | 0.50 | 0.4: **not met**, **not met** | [compare-a](#compare-a) |\n",
            page, StringComparison.Ordinal);
        Assert.Contains("| tiny | 3,000 (float32) | 1,200 (float32) | 2.50 | 2.50 | 1,234 MB (float32) | 2,468 MB (float32) |\n", page, StringComparison.Ordinal);
        Assert.Contains("    bench/compare --rounds 2\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ComparisonsOfOneNetwork_ShowTheNewestFigureOfEachProcessorFirstAndAllBelow()
    {
        ComparisonRecord older = MadeUp.Comparison(bar: 2);
        ComparisonRecord newer = older with { Networks = [older.Networks[0] with { Name = "other" }] };

        ComparisonRecord elsewhere = older with { Machine = older.Machine with { Processor = "Another processor" } };

        string page = ResultsPage.Write([], [new("compare-b", newer), new("compare-a", older), new("compare-0", older), new("compare-c", elsewhere)]);

        string[] lines = page.Split('\n');
        Assert.Equal(["[compare-b](#compare-b)", "[compare-a](#compare-a)", "[compare-c](#compare-c)"], lines.Where(line => line.Contains("](#", StringComparison.Ordinal)).Select(line => line.Split(" | ")[^1].TrimEnd(' ', '|')));
        Assert.Equal(["### compare-b", "### compare-a", "### compare-0", "### compare-c"], lines.Where(line => line.StartsWith("### ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_ComparisonFromBeforeMemoryWasMeasured_LeavesItsCellsEmpty()
    {
        ComparisonRecord record = MadeUp.Comparison(2);

        string page = ResultsPage.Write([], [new("compare-a", record with { Networks = [.. record.Networks.Select(network => network with { Memory = null })] })]);

        Assert.Contains(" | – | – | – | [compare-a](#compare-a) |\n", page, StringComparison.Ordinal);
    }

    static FigureRecord Of(IReadOnlyList<RecordedRun> runs, params string[] bars) => FigureRecord.Of("tiny", "a claim", "./krill", MadeUp.Machine, runs, bars);
}
