namespace Krill.Kernels;

/// <summary>Runs a kernel on groups as if each were one image.</summary>
internal sealed class GroupedKernel(BatchKernel kernel) : BatchKernel
{
    public override int FewestImages => kernel.FewestImages * Group.Images;

    public override long ScratchLength(int images) => kernel.ScratchLength(images / Group.Images);

    public override void Prepare(BatchSplit split) => kernel.Prepare(split);

    public override void Run(in Work work)
    {
        Work groups = work with { Count = work.Count / Group.Images };
        kernel.Run(groups);
    }
}
