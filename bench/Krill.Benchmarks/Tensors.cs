using Krill.Data;
using Krill.Kernels;

namespace Krill.Benchmarks;

/// <summary>Makes the storages of a benchmark, filled with numbers from -1 to 1.</summary>
internal sealed class Tensors(int images)
{
    ulong _stream;

    /// <summary>A value for each image.</summary>
    public Storage Batched(int length) => Bound(new Storage(StorageKind.Batched, length), (long)images * length);

    /// <summary>A value for all images together.</summary>
    public Storage Shared(int length) => Bound(new Storage(StorageKind.Shared, length), length);

    Storage Bound(Storage storage, long floats)
    {
        var memory = new PinnedMemory(floats);
        var random = new RandomStream(seed: 0, stream: _stream++);
        foreach (ref float value in memory.Span)
        {
            value = random.Uniform(-1, 1);
        }

        storage.Bind(memory, 0);
        return storage;
    }
}
