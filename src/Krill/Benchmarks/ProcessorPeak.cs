using System.Diagnostics;
using Krill.Kernels;
using Krill.Planning;
using Krill.Training;

namespace Krill.Benchmarks;

/// <summary>The most that the processor gives for products in a precision, measured: what the shares of <c>krill bench kernels</c> are of.</summary>
/// <remarks>It is no constant: clocks change, and a machine that is shared may hand its tile unit out in portions. So it is measured beside each figure.</remarks>
internal sealed class ProcessorPeak
{
    const double Seconds = 0.03;
    const int LeastRuns = 3;

    readonly WorkerPool _pool;
    readonly Stage[][] _programs;
    readonly double[] _operations;

    /// <param name="pool">The threads that work together.</param>
    /// <param name="precision">The precision of the products.</param>
    /// <param name="kernels">The kernel set.</param>
    public ProcessorPeak(WorkerPool pool, Precision precision, KernelSet kernels)
    {
        _pool = pool;
        var factory = KernelFactory.For(kernels);
        UsesTiles = precision == Precision.Bfloat16 && factory.HasTiles;
        int tasks = 4 * pool.Threads;
        IReadOnlyList<PeakKernel> peaks = UsesTiles ? [KernelFactory.TilePeak(tasks)] : factory.MultiplyAddPeak(tasks);
        _programs = [.. peaks.Select(peak => new[] { new Stage(default, 0, [], [peak]) })];
        _operations = [.. peaks.Select(peak => peak.Operations)];
        Array.ForEach(_programs, _pool.Reserve);
    }

    /// <summary>Whether it is that of the tile unit in bfloat16, else of float32's multiply-adds.</summary>
    public bool UsesTiles { get; }

    /// <summary>Billions of operations a second of all threads together, now: the fastest run of its fastest kernel.</summary>
    public double Measure() => _programs.Index().Max(pair => _operations[pair.Index] / LeastSeconds(pair.Item)) / 1e9;

    /// <summary>The same, on threads that are there for this alone.</summary>
    public static double Measure(int threads, Precision precision)
    {
        using var pool = new WorkerPool(threads);
        return new ProcessorPeak(pool, precision, Executor.SetFor(precision)).Measure();
    }

    double LeastSeconds(Stage[] program)
    {
        double least = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        for (int runs = 0; runs < LeastRuns || Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds / _programs.Length; runs++)
        {
            long run = Stopwatch.GetTimestamp();
            _pool.Run(program);
            least = Math.Min(least, Stopwatch.GetElapsedTime(run).TotalSeconds);
        }

        return least;
    }
}
