using Krill.Kernels;

namespace Krill.Tests.Training.Repeatability;

/// <summary>Alone in the process while it runs, as other tests allocate.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(AloneCollection))]
public sealed class AllocationTests
{
    const int WarmUp = 20;
    const int Measured = 5;
    const int MostRounds = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Train_WarmStep_AllocatesNothing(int threads)
    {
        using var steps = new Steps(RepeatableTraining.Network(), RepeatableTraining.BatchSize, KernelSets.Name(KernelSets.Current), threads);
        Run(steps, WarmUp);

        // The test host and the runtime allocate now and then on threads of their own; a step that allocates does so in every round.
        long onThisThread = long.MaxValue, onAllThreads = long.MaxValue;
        for (int round = 0; round < MostRounds && (onThisThread > 0 || onAllThreads > 0); round++)
        {
            long all = GC.GetTotalAllocatedBytes(precise: true), here = GC.GetAllocatedBytesForCurrentThread();
            Run(steps, Measured);
            onThisThread = Math.Min(onThisThread, GC.GetAllocatedBytesForCurrentThread() - here);
            onAllThreads = Math.Min(onAllThreads, GC.GetTotalAllocatedBytes(precise: true) - all);
        }

        Assert.Equal(0, onThisThread);
        Assert.Equal(0, onAllThreads);
    }

    static void Run(Steps steps, int count)
    {
        for (int step = 0; step < count; step++)
        {
            steps.Train();
        }
    }
}
