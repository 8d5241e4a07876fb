using Krill.Kernels;

namespace Krill.Testing;

/// <summary>Makes the storages of a kernel test, each bound to a guarded memory of its own; checks the canaries when disposed.</summary>
internal sealed unsafe class GuardedTensors(GuardSide side = GuardSide.Behind) : IDisposable
{
    readonly List<GuardedMemory> _memories = [];

    /// <summary>A shared tensor with these floats.</summary>
    public Storage Shared(params ReadOnlySpan<float> values)
    {
        GuardedMemory memory = Allocate(values.Length);
        values.CopyTo(memory.Span);
        var storage = new Storage(StorageKind.Shared, values.Length);
        storage.Bind(memory.Pointer);
        return storage;
    }

    /// <summary>A batched tensor with these floats, images one behind the other.</summary>
    public Storage Batched(int images, params ReadOnlySpan<float> values)
    {
        Storage storage = Output(images, values.Length / images);
        values.CopyTo(storage.Images(images));
        return storage;
    }

    /// <summary>A batched tensor of NaN, to be written by the kernel under test.</summary>
    public Storage Output(int images, int length)
    {
        GuardedMemory memory = Allocate(checked(images * length));
        memory.Span.Fill(float.NaN);
        var storage = new Storage(StorageKind.Batched, length);
        storage.Bind(memory.Pointer);
        return storage;
    }

    /// <summary>A shared tensor of NaN, to be written by the kernel under test.</summary>
    public Storage SharedOutput(int length)
    {
        Storage storage = Shared(new float[length]);
        storage.Span.Fill(float.NaN);
        return storage;
    }

    /// <summary>Bare floats, for methods on spans.</summary>
    public Span<float> Floats(params ReadOnlySpan<float> values)
    {
        GuardedMemory memory = Allocate(values.Length);
        values.CopyTo(memory.Span);
        return memory.Span;
    }

    public void Dispose()
    {
        try
        {
            foreach (GuardedMemory memory in _memories)
            {
                memory.CheckCanaries();
            }
        }
        finally
        {
            foreach (GuardedMemory memory in _memories)
            {
                memory.Dispose();
            }
        }
    }

    GuardedMemory Allocate(int length)
    {
        var memory = new GuardedMemory(length, side);
        _memories.Add(memory);
        return memory;
    }
}
