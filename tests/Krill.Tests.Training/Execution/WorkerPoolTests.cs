using Krill.Kernels;

namespace Krill.Tests.Training.Execution;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 100)]
    [InlineData(4, 100)]
    [InlineData(6, 2)]
    [InlineData(6, 0)]
    public void Run_AnyThreadsAndTasks_RunsEachTaskOnce(int threads, int tasks)
    {
        using var pool = new WorkerPool(threads);
        var first = new CountingTasks(tasks);
        var second = new CountingTasks(tasks);

        pool.Run([first.AsStage(), second.AsStage()]);

        Assert.All(first.Runs, runs => Assert.Equal(1, runs));
        Assert.All(second.Runs, runs => Assert.Equal(1, runs));
    }

    [Fact]
    public void Run_NoStages_Returns()
    {
        using var pool = new WorkerPool(2);

        pool.Run([]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_Stages_StartWhenTheOnesBeforeAreComplete(int threads)
    {
        using var pool = new WorkerPool(threads);
        var first = new CountingTasks(7, _ => Thread.Sleep(2));
        int early = 0;
        var second = new CountingTasks(7, _ => Interlocked.Add(ref early, first.TotalRuns == 7 && Finished(first) ? 0 : 1));

        pool.Run([first.AsStage(), second.AsStage()]);

        Assert.Equal(0, early);

        static bool Finished(CountingTasks tasks) => tasks.Runs.All(runs => runs == 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_TaskThrows_CallerGetsTheErrorWithoutLaterStagesAndThePoolGoesOn(int threads)
    {
        using var pool = new WorkerPool(threads);
        var failing = new CountingTasks(20, task => _ = task % 5 == 3 ? throw new InvalidOperationException("task failed") : 0);
        var following = new CountingTasks(4);
        Stage[] program = [failing.AsStage(), following.AsStage()];

        for (int run = 1; run <= 3; run++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => pool.Run(program));
            Assert.Equal("task failed", error.Message);
            Assert.Equal(20 * run, failing.TotalRuns);
            Assert.Equal(0, following.TotalRuns);
        }

        var healthy = new CountingTasks(30);
        pool.Run([healthy.AsStage()]);
        Assert.Equal(30, healthy.TotalRuns);
    }

    [Fact]
    public void Run_ManyQuickRunsOfSeveralPrograms_RunEachTaskOnceARun()
    {
        const int Rounds = 3000;
        using var pool = new WorkerPool(4);
        CountingTasks single = new(1), few = new(3), many = new(17);
        Stage shared = few.AsStage();
        Stage[][] programs = [[single.AsStage()], [shared, many.AsStage()], [shared]];
        for (int round = 0; round < Rounds; round++)
        {
            pool.Run(programs[round % 3]);
        }

        Assert.All(single.Runs, runs => Assert.Equal(Rounds / 3, runs));
        Assert.All(few.Runs, runs => Assert.Equal(2 * Rounds / 3, runs));
        Assert.All(many.Runs, runs => Assert.Equal(Rounds / 3, runs));
    }

    // While one thread is put aside in its task, the caller waits; workers that were asleep come when the run may be over. Neither may take a
    // task of the next run twice, nor leave one.
    [Fact]
    public void Run_LateWorkers_DoNotDisturbTheNextRun()
    {
        using var pool = new WorkerPool(5);
        var slow = new CountingTasks(3, task => Thread.Sleep(task == 1 ? 2 : 0));
        var quick = new CountingTasks(2);
        Stage[] sleeping = [slow.AsStage()], running = [quick.AsStage(), quick.AsStage()];
        const int Rounds = 60;
        for (int round = 1; round <= Rounds; round++)
        {
            pool.Run(sleeping);
            Assert.Equal(3 * round, slow.TotalRuns);
            pool.Run(running);
            Assert.Equal(4 * round, quick.TotalRuns);

            // Long enough for the workers to fall asleep, so that they are late for the next run.
            Thread.Sleep(round % 10 == 0 ? 5 : 0);
        }
    }

    [Fact]
    public void Run_ErrorOfAnEarlierRun_IsForgotten()
    {
        using var pool = new WorkerPool(2);
        bool fails = true;
        var sometimes = new CountingTasks(2, _ => _ = fails ? throw new InvalidOperationException() : 0);
        Stage[] program = [sometimes.AsStage()];
        Assert.Throws<InvalidOperationException>(() => pool.Run(program));
        fails = false;

        pool.Run(program);

        Assert.Equal(4, sometimes.TotalRuns);
    }

    [Fact]
    public void Run_AfterDispose_Throws()
    {
        var pool = new WorkerPool(3);
        pool.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pool.Run([]));
    }

    [Fact]
    public void Dispose_WorkersAsleepOrAwake_EndsThemAndMayBeRepeated()
    {
        var awake = new WorkerPool(3);
        awake.Run([new CountingTasks(3).AsStage()]);
        awake.Dispose();
        awake.Dispose();

        var asleep = new WorkerPool(3);
        Thread.Sleep(20);
        asleep.Dispose();
    }

    [Fact]
    public void Constructor_NoThreads_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
}
