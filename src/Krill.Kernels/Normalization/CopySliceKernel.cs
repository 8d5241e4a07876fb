namespace Krill.Kernels;

/// <summary>output = the floats of a shared tensor from an offset on. Too short to be worth vectors of its own: the runtime's copy is the kernel.</summary>
internal sealed unsafe class CopySliceKernel(Storage input, int offset, Storage output) : TaskKernel
{
    public override int Tasks => 1;

    public override void Run(int task, float* scratch) => input.Span.Slice(offset, output.Length).CopyTo(output.Span);
}
