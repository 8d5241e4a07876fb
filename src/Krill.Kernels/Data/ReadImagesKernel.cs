namespace Krill.Kernels;

/// <summary>Brings a batch's images into a step: each thread converts those that it works on next, and finds them in its cache.</summary>
/// <param name="images">The images as the network takes them, or, where they are to be interleaved, room on the way there.</param>
/// <param name="groups">The images interleaved; null for images one behind the other.</param>
internal sealed unsafe class ReadImagesKernel(Storage images, Storage? groups) : BatchKernel
{
    /// <summary>The batch, set anew for each step.</summary>
    public IImageSource? Source { get; set; }

    public override void Run(in Work work)
    {
        if (groups is null)
        {
            Source!.Read(work.First, new Span<float>(images.At(work), checked(work.Count * images.Length)));
            return;
        }

        // One group's room serves all of them, so that it stays in the nearest cache.
        int length = images.Length, most = Group.Images * length;
        float* target = groups.At(work), floats = images.At(work);
        byte* bytes = (byte*)floats;
        for (int first = work.First; first < work.First + work.Count; first += Group.Images)
        {
            if (ByteInterleave.Serves(length) && Source!.ReadBytes(first, new Span<byte>(bytes, most)) is { } scale)
            {
                ByteInterleave.Run(bytes, length, scale, target);
            }
            else
            {
                Source!.Read(first, new Span<float>(floats, most));
                InterleaveKernel.Transpose(floats, Group.Images, length, target);
            }

            target += most;
        }
    }
}
