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
    bool _isPassing;

    // Of a tensor that lies elsewhere in each stage: where, and whether it passes there.
    Dictionary<int, (long Offset, bool IsPassing)>? _stages;
    Storage? _whole;
    int _stage;

    Storage? _groups;
    Storage[] _pieces = [];

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
                _groups = new Storage(Kind, checked(Length * Group.Images)) { _memory = _memory, _pointer = _pointer, _offset = _offset, _stages = _stages };
            }

            return _groups;
        }
    }

    /// <summary>Floats in all for a shared tensor; floats an image otherwise.</summary>
    public int Length { get; }

    /// <summary>This tensor within one stage, to be placed by itself: for one that is unpacked anew in each stage that reads it.</summary>
    public Storage OfStage(int stage) => new(StorageKind.Batched, Length) { _whole = this, _stage = stage };

    /// <summary>The same place with so many pieces of an image counted as an image each; a shared tensor is itself.</summary>
    public Storage InPieces(int pieces)
    {
        if (Kind == StorageKind.Shared || pieces == 1)
        {
            return this;
        }

        int length = Length / pieces;
        Storage? view = Array.Find(_pieces, view => view.Length == length);
        if (view is null)
        {
            view = new Storage(Kind, length) { _memory = _memory, _pointer = _pointer, _offset = _offset, _isPassing = _isPassing, _stages = _stages };
            _pieces = [.. _pieces, view];
        }

        return view;
    }

    /// <summary>Places a shared or batched tensor at an offset of a memory, which this keeps alive.</summary>
    public void Bind(PinnedMemory memory, long offset)
    {
        _memory = memory;
        _pointer = memory.Pointer + offset;
        _groups?.Bind(memory, offset);
        foreach (Storage view in _pieces)
        {
            view.Bind(memory, offset);
        }
    }

    /// <summary>Places a shared or batched tensor at an address that the caller keeps alive.</summary>
    public void Bind(float* pointer)
    {
        _memory = null;
        _pointer = pointer;
        _groups?.Bind(pointer);
        foreach (Storage view in _pieces)
        {
            view.Bind(pointer);
        }
    }

    /// <summary>Places a batched tensor in each thread's own memory.</summary>
    /// <param name="offset">Where.</param>
    /// <param name="isPassing">Whether its pieces are of use only while they are worked on, so that all may lie in the same place.</param>
    public void BindLocal(long offset, bool isPassing = false)
    {
        Kind = StorageKind.Local;
        _whole?.BindLocal(_stage, offset, isPassing);
        _offset = offset;
        _isPassing = isPassing;
        _groups?.BindLocal(offset, isPassing);
        foreach (Storage view in _pieces)
        {
            view.BindLocal(offset, isPassing);
        }
    }

    void BindLocal(int stage, long offset, bool isPassing)
    {
        Kind = StorageKind.Local;
        (_stages ??= [])[stage] = (offset, isPassing);
        _groups?.BindLocal(stage, offset, isPassing);
        foreach (Storage view in _pieces)
        {
            view.BindLocal(stage, offset, isPassing);
        }
    }

    /// <summary>The address of a shared tensor, or of the first image of the chunk that is worked on.</summary>
    public float* At(in Work work) => Kind switch
    {
        StorageKind.Shared => _pointer,
        StorageKind.Batched => _pointer + (long)work.First * Length,
        _ when _stages is not null => Local(work, _stages[work.Stage]),
        _ => Local(work, (_offset, _isPassing)),
    };

    float* Local(in Work work, (long Offset, bool IsPassing) place) => work.Local + place.Offset + (place.IsPassing ? 0 : (long)work.Offset * Length);

    /// <summary>The address of a shared tensor, or of the first image of the batch.</summary>
    public float* Start => _pointer;

    /// <summary>The floats of a shared tensor.</summary>
    public Span<float> Span => new(_pointer, Length);

    /// <summary>The floats of a batched tensor, for a batch of <paramref name="images"/>.</summary>
    public Span<float> Images(int images) => new(_pointer, checked(Length * images));
}
