namespace Krill.Kernels;

/// <summary>How a batch is split: into lanes, each a run of images, and each lane into chunks that fit the cache.</summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="Lanes">Runs of images, each worked through by one thread.</param>
/// <param name="Chunk">Images that go through a stage at a time.</param>
/// <param name="Group">Images that lanes and chunks keep together: 1, or <see cref="Kernels.Group.Images"/> where images are interleaved.</param>
internal readonly record struct BatchSplit(int Images, int Lanes, int Chunk, int Group = 1)
{
    /// <summary>The first image of a lane; lanes differ by at most one image, or group.</summary>
    public int LaneStart(int lane) => (int)((long)(Images / Group) * lane / Lanes) * Group;
}
