namespace Krill.Kernels;

/// <summary>A task kernel for code that uses no pointers: what the library runs on the pool by itself.</summary>
internal abstract unsafe class HostTask : TaskKernel
{
    public sealed override void Run(int task, float* scratch) => Run(task);

    protected abstract void Run(int task);
}
