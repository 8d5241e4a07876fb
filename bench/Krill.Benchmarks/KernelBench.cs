using Krill.Kernels;

namespace Krill.Benchmarks;

/// <summary>A kernel with all that a call needs, to be called again and again on one thread.</summary>
internal sealed unsafe class KernelBench
{
    BatchKernel? _batchKernel;
    TaskKernel? _taskKernel;
    PinnedMemory _scratch = new(0);
    int _images;

    /// <summary>A call works on all images as one chunk.</summary>
    public void Set(BatchKernel kernel, int images)
    {
        kernel.Prepare(new BatchSplit(images, Lanes: 1, Chunk: images));
        _batchKernel = kernel;
        _images = images;
        _scratch = new PinnedMemory(kernel.ScratchLength(images));
    }

    /// <summary>A call does all tasks.</summary>
    public void Set(TaskKernel kernel)
    {
        _taskKernel = kernel;
        _scratch = new PinnedMemory(kernel.ScratchLength);
    }

    public static void RunOnce(TaskKernel kernel)
    {
        var bench = new KernelBench();
        bench.Set(kernel);
        bench.Run();
    }

    public void Run()
    {
        _batchKernel?.Run(new Work { First = 0, Count = _images, Lane = 0, StartsLane = true, Local = null, Scratch = _scratch.Pointer });
        for (int task = 0; task < _taskKernel?.Tasks; task++)
        {
            _taskKernel.Run(task, _scratch.Pointer);
        }
    }
}
