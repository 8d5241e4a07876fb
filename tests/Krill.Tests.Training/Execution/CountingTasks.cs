using Krill.Kernels;

namespace Krill.Tests.Training.Execution;

/// <summary>Tasks that count how often each has run, and then do what the test says.</summary>
internal sealed class CountingTasks(int tasks, Action<int>? then = null) : HostTask
{
    readonly int[] _runs = new int[tasks];

    public override int Tasks => tasks;

    public IReadOnlyList<int> Runs => _runs;

    public int TotalRuns => _runs.Sum();

    public Stage AsStage() => new(default, 0, [], [this]);

    protected override void Run(int task)
    {
        Interlocked.Increment(ref _runs[task]);
        then?.Invoke(task);
    }
}
