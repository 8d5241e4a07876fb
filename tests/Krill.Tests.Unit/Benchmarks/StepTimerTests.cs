using Krill.Recipes;
using Krill.Training;

namespace Krill.Tests.Unit.Benchmarks;

public sealed class StepTimerTests
{
    [Fact]
    public void Measure_Cancelled_EndsWithoutAFigure()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(200));
        var options = new BenchOptions { Seconds = 600, BatchSize = 8, Threads = 1, CancellationToken = cancellation.Token };

        Assert.Throws<OperationCanceledException>(() => StepTimer.Measure(new QuickStart(), options));
    }
}
