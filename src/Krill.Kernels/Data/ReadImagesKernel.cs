namespace Krill.Kernels;

/// <summary>Brings a batch's images into a step: each thread converts those that it works on next, and finds them in its cache.</summary>
internal sealed unsafe class ReadImagesKernel(Storage images) : BatchKernel
{
    /// <summary>The batch, set anew for each step.</summary>
    public IImageSource? Source { get; set; }

    public override void Run(in Work work) =>
        Source!.Read(work.First, new Span<float>(images.At(work), checked(work.Count * images.Length)));
}
