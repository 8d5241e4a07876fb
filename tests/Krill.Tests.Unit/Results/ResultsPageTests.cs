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
    public void Write_Training_GivesStatisticsBarsAndSource()
    {
        string page = ResultsPage.Write([MadeUp.Record("median test_accuracy >= 0.87", "best test_accuracy >= 0.95")], []);

        // Mean 2.6 / 3; deviations -0.041667, 0.033333, 0.008333: squares 0.00291667, sd √0.00145833 = 3.82%.
        Assert.Contains(
            "| [tiny](../results/tiny.json) | tiny | mnist | 86.67% ± 3.82% (3) | 87.50% | 82.50% to 90.00% | – | 2.0 to 4.0 | **not met** | 2026-01-02 |\n",
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
    }

    [Theory]
    [InlineData(2, "2: met")]
    [InlineData(3, "3: **not met**")]
    public void Write_Comparison_GivesRatiosAndBars(double bar, string asked)
    {
        string page = ResultsPage.Write([], [MadeUp.Comparison(bar)]);

        Assert.Contains(
            $"| tiny | 64 | 3,000 (float32) | 1,200 (float32) | 2.50 (2.50 to 2.50) | {asked} | 1,200 (float32) | 2.50 (2.50 to 2.50) | – |\n",
            page, StringComparison.Ordinal);
        Assert.Contains("    bench/compare --rounds 2\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Comparison_GivesPeakMemory()
    {
        string page = ResultsPage.Write([], [MadeUp.Comparison(2)]);

        Assert.Contains(
            "| tiny | 64 | 1,234 MB (float32) | 2,468 MB (float32) | 0.50 | 0.4: **not met** | 2,468 MB (float32) | 0.50 | – |\n",
            page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ComparisonFromBeforeMemoryWasMeasured_LeavesItsTableOut()
    {
        ComparisonRecord record = MadeUp.Comparison(2);

        string page = ResultsPage.Write([], [record with { Networks = [.. record.Networks.Select(network => network with { Memory = null })] }]);

        Assert.DoesNotContain("MB", page, StringComparison.Ordinal);
    }
}
