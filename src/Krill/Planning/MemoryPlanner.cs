using Krill.Kernels;

namespace Krill.Planning;

/// <summary>Chooses where the values of a plan lie.</summary>
/// <remarks>
/// A batched value that is used in one stage alone is local: a chunk of it, in the memory of the thread that works on the chunk. The others share one
/// memory by the stages in which they live. A kernel that may work in place does, when nobody else reads what it overwrites.
/// </remarks>
internal sealed class MemoryPlanner
{
    // Floats to a cache line: every value starts on one.
    const int Alignment = 16;

    // What a chunk should touch in a stage, so that it stays in a second-level cache of 1 MiB and more.
    const long ChunkFloats = 160 * 1024;

    readonly IReadOnlyList<Instruction> _instructions;
    readonly Dictionary<Value, Value> _place = [];
    readonly List<(Value Value, long Offset)> _offsets = [];
    readonly List<(Value Value, long Offset)> _locals = [];
    readonly IReadOnlySet<Value> _wanted;
    readonly BatchSplit _split;

    public MemoryPlanner(IReadOnlyList<Instruction> instructions, IReadOnlySet<Value> wanted, BatchSplit split)
    {
        _instructions = instructions;
        _wanted = wanted;
        _split = split;
        StageCount = instructions.Count == 0 ? 0 : instructions.Max(instruction => instruction.Stage) + 1;
        Splits = new BatchSplit[StageCount];
        LocalLengths = new long[StageCount];
        ShareInPlace();
        PlaceLocals();
        PlaceOthers();
    }

    public int StageCount { get; }

    /// <summary>For each stage, the split of the batch with its chunks.</summary>
    public BatchSplit[] Splits { get; }

    /// <summary>For each stage, the floats of a thread's memory.</summary>
    public long[] LocalLengths { get; }

    /// <summary>Floats of the memory that the other values share.</summary>
    public long Length { get; private set; }

    /// <summary>The values in that memory, with their places.</summary>
    public IReadOnlyList<(Value Value, long Offset)> Offsets => _offsets;

    /// <summary>The values in the threads' memories, with their places.</summary>
    public IReadOnlyList<(Value Value, long Offset)> Locals => _locals;

    /// <summary>The value whose memory a value uses: itself, or what it overwrites.</summary>
    Value PlaceOf(Value value)
    {
        while (_place.TryGetValue(value, out Value? other))
        {
            value = other;
        }

        return value;
    }

    void ShareInPlace()
    {
        foreach (Instruction instruction in _instructions)
        {
            if (instruction.MayOverwrite is { } input && MayTake(instruction, input, instruction.Writes[0]))
            {
                _place[instruction.Writes[0]] = input;
            }
        }
    }

    bool MayTake(Instruction instruction, Value input, Value output) =>
        !input.IsExternal && !output.IsExternal && !_wanted.Contains(input) && !input.IsShared && !output.IsShared
        && input.Length == output.Length
        && IsLocal(input) == IsLocal(output)
        && !_place.ContainsValue(input)
        && input.Uses.All(use => use == instruction || use.Stage < instruction.Stage || (use.Stage == instruction.Stage && use.IsBatch && use.Index < instruction.Index));

    bool IsLocal(Value value) =>
        !value.IsShared && !value.IsExternal && !_wanted.Contains(value) && value.Uses.All(use => use.IsBatch && use.Stage == value.Uses[0].Stage);

    /// <summary>Whether values that share a place are used within one chain alone, so that a place for the pieces at hand would do.</summary>
    static bool IsPassing(Value[] values)
    {
        PieceChainLink? chain = values[0].Uses[0].Chain;
        return chain is not null && values.All(value => value.Uses.TrueForAll(use => use.Chain == chain));
    }

    void PlaceLocals()
    {
        foreach (IGrouping<int, Instruction> stage in _instructions.Where(instruction => instruction.IsBatch).GroupBy(instruction => instruction.Stage))
        {
            Value[] values = [.. stage.SelectMany(instruction => instruction.Values).Where(value => !value.IsShared).Distinct()];
            var blocks = Group(values.Where(IsLocal), use => use.FirstIndex, use => use.LastIndex, value => value.Length);
            long local = IntervalPacker.Pack([.. blocks.Values.Distinct()]);
            long others = values.Where(value => !IsLocal(value)).Select(PlaceOf).Distinct().Sum(value => (long)value.Length);
            BatchSplit split = Split([.. stage], local + others);
            Splits[stage.Key] = split;
            LocalLengths[stage.Key] = local * split.Chunk;
            HashSet<Value> passing = [.. blocks.Keys.GroupBy(PlaceOf).Where(group => IsPassing([.. group])).SelectMany(group => group)];
            foreach ((Value value, IntervalPacker.Block block) in blocks)
            {
                value.Storage.BindLocal(block.Offset * split.Chunk, passing.Contains(value));
                _locals.Add((value, block.Offset * split.Chunk));
            }
        }
    }

    BatchSplit Split(IReadOnlyList<Instruction> stage, long floatsPerImage)
    {
        int groups = _split.Images / _split.Group, lane = (groups + _split.Lanes - 1) / _split.Lanes;
        int group = _split.Group;
        long perGroup = Math.Max(1, (group * floatsPerImage) + stage.Max(instruction => ScratchOfGroup(instruction.BatchKernel!, group)));
        long fit = ChunkFloats / perGroup;
        long fewest = (stage.Max(instruction => instruction.BatchKernel!.FewestImages) + group - 1) / group;

        // Weights that are loaded once a chunk ask for larger chunks, up to four times what fits best.
        long chunk = Math.Clamp(Math.Max(fit, Math.Min(fewest, 4 * ChunkFloats / perGroup)), 1, lane);
        long chunks = (lane + chunk - 1) / chunk;
        return _split with { Chunk = (int)((lane + chunks - 1) / chunks) * group };
    }

    static long ScratchOfGroup(BatchKernel kernel, int group) => kernel.ScratchLength(2 * group) - kernel.ScratchLength(group);

    void PlaceOthers()
    {
        IEnumerable<Value> values = _instructions
            .SelectMany(instruction => instruction.Values)
            .Distinct()
            .Where(value => !value.IsExternal && !IsLocal(value));
        var blocks = Group(values, use => use.Stage, use => use.Stage, value => value.IsShared ? value.Length : (long)value.Length * _split.Images);
        Length = IntervalPacker.Pack([.. blocks.Values.Distinct()]);
        foreach ((Value value, IntervalPacker.Block block) in blocks)
        {
            _offsets.Add((value, block.Offset));
        }
    }

    /// <summary>A block of memory for each group of values that share one by working in place.</summary>
    Dictionary<Value, IntervalPacker.Block> Group(IEnumerable<Value> values, Func<Instruction, int> from, Func<Instruction, int> to, Func<Value, long> length)
    {
        var blocks = new Dictionary<Value, IntervalPacker.Block>();
        foreach (IGrouping<Value, Value> group in values.GroupBy(PlaceOf))
        {
            int first = group.Min(value => value.Uses.Min(from)), last = group.Max(value => _wanted.Contains(value) ? int.MaxValue : value.Uses.Max(to));
            long floats = (length(group.Key) + Alignment - 1) / Alignment * Alignment;
            var block = new IntervalPacker.Block(first, last, floats);
            foreach (Value value in group)
            {
                blocks[value] = block;
            }
        }

        return blocks;
    }
}
