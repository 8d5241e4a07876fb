using System.Diagnostics;
using Krill.Data;
using Krill.Kernels;
using Krill.Planning;
using Krill.Training;

namespace Krill.Benchmarks;

/// <summary>
/// Times the instructions of a plan by themselves: in its split of the batch and its places in memory, so that what lies in a thread's cache in a step
/// lies there here too; on random numbers.
/// </summary>
/// <remarks>No kernel finds memory by its data, so any numbers will do, also those that a kernel that works in place makes when it is run again and again.</remarks>
internal sealed class KernelTimer : IDisposable
{
    // The runtime compiles what is hot anew while it runs.
    const double WarmUpSeconds = 0.1;
    const int WarmUpRuns = 2;

    // The peak and the kernel take turns, as both move with the machine from moment to moment: what counts is the median of their ratios.
    const int Rounds = 5;

    // A run that is shorter than this is done several times in one go, as handing it to the threads would cost as much.
    const double LeastRunSeconds = 0.5e-3;
    const int MostRepeats = 64;

    const int RandomBlock = 1 << 20;

    readonly WorkerPool _pool;
    readonly ProcessorPeak _peak;
    readonly float[] _random = new float[RandomBlock];
    Plan? _plan;
    PinnedMemory _memory = new(0);

    /// <param name="threads">Threads that work, the caller's included.</param>
    /// <param name="precision">The precision whose peak to measure.</param>
    /// <param name="kernels">The kernel set; by default the process's for the precision.</param>
    public KernelTimer(int threads, Precision precision = Precision.Float32, KernelSet? kernels = null)
    {
        _pool = new WorkerPool(threads);
        _peak = new ProcessorPeak(_pool, precision, kernels ?? Executor.SetFor(precision));
        var random = new RandomStream(seed: 0, stream: 0);
        foreach (ref float value in _random.AsSpan())
        {
            value = random.Uniform(-1, 1);
        }
    }

    /// <summary>Whether the peak is that of the tile unit in bfloat16, else of float32's multiply-adds.</summary>
    public bool UsesTiles => _peak.UsesTiles;

    /// <summary>Times one work for some seconds, in rounds with the peak measured before each: the median run of the round whose ratio of the two is the median.</summary>
    public KernelTiming Measure(KernelWork work, double seconds)
    {
        Bind(work.Plan);
        Stage[] once = Stages(work);
        _pool.Reserve(once);
        _pool.Fill(Fill);
        List<double> warmUp = Time(once, WarmUpSeconds, WarmUpRuns);
        int repeats = (int)Math.Clamp(LeastRunSeconds / warmUp.Min(), 1, MostRepeats);
        Stage[] program = [.. Enumerable.Range(0, repeats).SelectMany(_ => Stages(work))];
        KernelTiming[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Round()).OrderBy(round => round.Seconds * round.PeakGigaFlops)];
        return rounds[Rounds / 2] with { Runs = rounds.Sum(round => round.Runs) };

        KernelTiming Round()
        {
            double peak = _peak.Measure();
            List<double> runs = Time(program, seconds / Rounds, leastRuns: 1);
            runs.Sort();
            return new KernelTiming(work, runs.Count * repeats, runs[runs.Count / 2] / repeats, peak);
        }
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>A work's instructions in the stages of their plan; new ones, as a stage is run once in a program.</summary>
    static Stage[] Stages(KernelWork work) =>
    [
        .. work.Instructions.GroupBy(instruction => instruction.Stage).OrderBy(stage => stage.Key).Select(stage => new Stage(
            work.Plan.Splits[stage.Key],
            work.Plan.LocalLengths[stage.Key],
            stage.Where(instruction => instruction.IsBatch).Select(instruction => instruction.BatchKernel!),
            stage.Where(instruction => !instruction.IsBatch).Select(instruction => instruction.TaskKernel!),
            stage.Key)),
    ];

    void Bind(Plan plan)
    {
        if (_plan == plan)
        {
            return;
        }

        _plan = plan;
        if (_memory.Length < plan.MemoryLength)
        {
            _memory = new PinnedMemory(plan.MemoryLength);
        }

        Fill(_memory.Span);
        plan.Bind(_memory);
        var images = new PinnedMemory((long)plan.Batch * plan.Ends.Images.Length);
        Fill(images.Span);
        plan.Ends.Images.Storage.Bind(images, 0);
    }

    List<double> Time(Stage[] program, double seconds, int leastRuns)
    {
        List<double> runs = [];
        long start = Stopwatch.GetTimestamp();
        while (runs.Count < leastRuns || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            long run = Stopwatch.GetTimestamp();
            _pool.Run(program);
            runs.Add(Stopwatch.GetElapsedTime(run).TotalSeconds);
        }

        return runs;
    }

    void Fill(Span<float> memory)
    {
        for (; memory.Length > RandomBlock; memory = memory[RandomBlock..])
        {
            _random.CopyTo(memory);
        }

        _random.AsSpan(0, memory.Length).CopyTo(memory);
    }
}
