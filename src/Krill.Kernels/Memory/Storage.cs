namespace Krill.Kernels;

/// <summary>Where the floats of a tensor are.</summary>
internal enum StorageKind
{
    /// <summary>One tensor for the whole step (weights, statistics): the same address for every image.</summary>
    Shared,

    /// <summary>A value per image of the batch, images one behind the other.</summary>
    Batched,

    /// <summary>A value per image that lives only while one thread works on one chunk of images: in the thread's own memory, hot in its cache.</summary>
    Local,
}

/// <summary>
/// The place of one tensor. Kernels are made with storages and ask for the address when they run, so that the planner can
/// choose places after it has chosen kernels, and inputs can be bound anew for each batch.
/// </summary>
internal sealed unsafe class Storage
{
    PinnedMemory? _memory;
    float* _pointer;
    long _offset;
    Storage? _groups;

    /// <param name="kind">Shared, or a value per image.</param>
    /// <param name="length">Floats in all for a shared tensor; floats an image otherwise.</param>
    public Storage(StorageKind kind, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Kind = kind;
        Length = length;
    }

    public StorageKind Kind { get; private set; }

    /// <summary>The same place with every group of interleaved images counted as one image: see <see cref="GroupedKernel"/>.</summary>
    public Storage OfGroups
    {
        get
        {
            if (_groups is null)
            {
                _groups = new Storage(Kind, checked(Length * Group.Images)) { _memory = _memory, _pointer = _pointer, _offset = _offset };
            }

            return _groups;
        }
    }

    /// <summary>Floats in all for a shared tensor; floats an image otherwise.</summary>
    public int Length { get; }

    public bool IsBound => Kind == StorageKind.Local || _pointer is not null;

    /// <summary>Places a shared or batched tensor at an offset of a memory, which this keeps alive.</summary>
    public void Bind(PinnedMemory memory, long offset)
    {
        _memory = memory;
        _pointer = memory.Pointer + offset;
        _groups?.Bind(memory, offset);
    }

    /// <summary>Places a shared or batched tensor at an address that the caller keeps alive.</summary>
    public void Bind(float* pointer)
    {
        _memory = null;
        _pointer = pointer;
        _groups?.Bind(pointer);
    }

    /// <summary>Places a batched tensor in each thread's own memory.</summary>
    public void BindLocal(long offset)
    {
        Kind = StorageKind.Local;
        _offset = offset;
        _groups?.BindLocal(offset);
    }

    /// <summary>The address of a shared tensor, or of the first image of the chunk that is worked on.</summary>
    public float* At(in Work work) => Kind switch
    {
        StorageKind.Shared => _pointer,
        StorageKind.Batched => _pointer + (long)work.First * Length,
        _ => work.Local + _offset,
    };

    /// <summary>The address of a shared tensor, or of the first image of the batch.</summary>
    public float* Start => _pointer;

    /// <summary>The floats of a shared tensor.</summary>
    public Span<float> Span => new(_pointer, Length);

    /// <summary>The floats of a batched tensor, for a batch of <paramref name="images"/>.</summary>
    public Span<float> Images(int images) => new(_pointer, checked(Length * images));
}
