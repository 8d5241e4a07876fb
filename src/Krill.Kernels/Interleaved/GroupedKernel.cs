namespace Krill.Kernels;

/// <summary>Runs a kernel that was made for <see cref="Storage.OfGroups"/>: each group of interleaved images is one image to it.</summary>
internal sealed class GroupedKernel(BatchKernel kernel) : BatchKernel
{
    public override bool IsCheap => kernel.IsCheap;

    public override int FewestImages => kernel.FewestImages * Group.Images;

    public override long ScratchLength(int images) => kernel.ScratchLength(images / Group.Images);

    public override void Prepare(BatchSplit split) => kernel.Prepare(split);

    public override void Run(in Work work)
    {
        Work groups = work with { First = work.First / Group.Images, Count = work.Count / Group.Images };
        kernel.Run(groups);
    }
}
