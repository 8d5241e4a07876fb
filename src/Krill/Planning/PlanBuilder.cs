using Krill.Kernels;
using Krill.Layers;
using Krill.Training;

namespace Krill.Planning;

/// <summary>
/// Collects the instructions of a plan. Operations emit their kernels here, and hand on gradients; scheduling and memory come after.
/// </summary>
internal sealed class PlanBuilder
{
    readonly List<Instruction> _instructions = [];
    readonly Dictionary<Parameter, Value> _parameters = [];
    readonly Dictionary<Value, List<Value>> _gradients = [];
    readonly HashSet<Value> _needsGradient = [];
    readonly List<Value> _penalties = [];
    int _operations;

    /// <param name="kernels">The kernel set to use.</param>
    /// <param name="state">The step's number and seed, for random numbers.</param>
    /// <param name="batch">Images in a batch.</param>
    /// <param name="training">Whether the plan trains: random layers are active, and batch normalization uses the batch.</param>
    /// <param name="group">Images that are interleaved: 1 for none, or <see cref="Kernels.Group.Images"/>.</param>
    /// <param name="precision">The precision of products.</param>
    public PlanBuilder(KernelFactory kernels, StepState state, int batch, bool training, int group = 1, Precision precision = Precision.Float32)
    {
        Precision = precision;
        Kernels = kernels;
        State = state;
        Batch = batch;
        IsTraining = training;
        Group = group;
        Lanes = LanesOf(batch / group);
    }

    public KernelFactory Kernels { get; }

    public StepState State { get; }

    public int Batch { get; }

    public bool IsTraining { get; }

    /// <summary>Images that are interleaved; 1 when they are not.</summary>
    public int Group { get; }

    public bool IsInterleaved => Group > 1;

    /// <summary>The precision of products.</summary>
    public Precision Precision { get; }

    /// <summary>Whether products are computed on the tile unit. Interleaved images are not: it needs channels.</summary>
    public bool UsesTiles => Precision == Precision.Bfloat16 && Kernels.HasTiles && !IsInterleaved;

    /// <summary>Into how many lanes the batch is split.</summary>
    public int Lanes { get; }

    /// <summary>The split of the batch for what depends on lanes alone; the size of chunks is the scheduler's.</summary>
    public BatchSplit Split => new(Batch, Lanes, Group, Group);

    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>What is emitting; the planner sets it around each pass of an operation.</summary>
    public Origin? Origin { get; set; }

    /// <summary>The penalties of regularized parameters: shared scalars.</summary>
    public IReadOnlyList<Value> Penalties => _penalties;

    /// <summary>The parameters that the network uses, in its order.</summary>
    public IReadOnlyDictionary<Parameter, Value> Parameters => _parameters;

    /// <summary>A new value for each image.</summary>
    public Value Batched(string name, int length) => new(name, StorageKind.Batched, length);

    /// <summary>A new value for each image that is not rounded in any precision: images, and what holds no numbers as floats.</summary>
    public Value Exact(string name, int length) => new(name, StorageKind.Batched, length) { MayBeRounded = false };

    /// <summary>A new value for all images together.</summary>
    public Value Shared(string name, int length) => new(name, StorageKind.Shared, length);

    /// <summary>A new shared value with <paramref name="length"/> floats for each lane.</summary>
    public Value Partials(string name, int length) => Shared(name, checked(length * Lanes));

    /// <summary>A value as a factor of products that are computed in float32: rounded where the precision asks for it.</summary>
    public Value Factor(Value value)
    {
        if (Precision == Precision.Float32)
        {
            return value;
        }

        Value rounded = new($"{value.Name} rounded", value.Storage.Kind, value.Length);
        if (value.IsShared)
        {
            Emit(Kernels.SharedRoundToBfloat16(value.Storage, rounded.Storage), [value], [rounded]);
        }
        else
        {
            Emit(Kernels.RoundToBfloat16(value.Storage, rounded.Storage), [value], [rounded]);
        }

        return rounded;
    }

    /// <summary>A number for this plan's next operation that draws random numbers: part of their key.</summary>
    public int NextRandomOperation() => _operations++;

    /// <summary>The value of a parameter.</summary>
    public Value ValueOf(Parameter parameter)
    {
        if (!_parameters.TryGetValue(parameter, out Value? value))
        {
            value = Value.Of(parameter);
            _parameters.Add(parameter, value);
            if (IsTraining && parameter.IsTrainable)
            {
                _needsGradient.Add(value);
            }
        }

        return value;
    }

    /// <summary>Whether the loss's gradient with respect to a value is wanted.</summary>
    public bool NeedsGradient(Value value) => _needsGradient.Contains(value);

    /// <summary>Says that a value depends on parameters.</summary>
    public void RequireGradient(Value value) => _needsGradient.Add(value);

    /// <summary>Hands over a gradient of an input; several are added up.</summary>
    public void AddGradient(Value input, Value gradient)
    {
        if (!_gradients.TryGetValue(input, out List<Value>? parts))
        {
            _gradients.Add(input, parts = []);
        }

        parts.Add(gradient);
        MarkToward(input, gradient);
    }

    /// <summary>The sum of the gradients handed over for a value so far, in that order; null when there is none.</summary>
    public Value? GradientOf(Value value)
    {
        if (!_gradients.TryGetValue(value, out List<Value>? parts))
        {
            return null;
        }

        Value sum = parts[0];
        foreach (Value part in parts.Skip(1))
        {
            Value next = new($"{value.Name} gradient", sum.Storage.Kind, sum.Length);
            if (sum.IsShared)
            {
                Emit(Kernels.SharedBinary(BinaryKind.Add, sum.Storage, part.Storage, next.Storage), [sum, part], [next]);
            }
            else
            {
                Emit(Kernels.Binary(BinaryKind.Add, sum.Storage, part.Storage, next.Storage), [sum, part], [next]);
            }

            sum = next;
        }

        _gradients[value] = [sum];
        return sum;
    }

    /// <summary>
    /// A kernel that knows axes, made on <see cref="Grouped(Value)"/> for images with <see cref="Group"/> times the channels: it sees a group of
    /// interleaved images as one.
    /// </summary>
    public BatchKernel Grouped(BatchKernel kernel) => IsInterleaved ? new GroupedKernel(kernel) : kernel;

    /// <summary>The storage of a batched value for <see cref="Grouped(BatchKernel)"/>.</summary>
    public Storage Grouped(Value value) => IsInterleaved ? value.Storage.OfGroups : value.Storage;

    /// <summary>Adds a kernel that works image by image.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="reads">What it reads.</param>
    /// <param name="writes">What it writes.</param>
    /// <param name="mayOverwrite">One of the reads whose memory the first write may take.</param>
    public void Emit(BatchKernel kernel, Value[] reads, Value[] writes, Value? mayOverwrite = null) =>
        Add(new Instruction { BatchKernel = kernel, Reads = reads, Writes = writes, MayOverwrite = mayOverwrite, Origin = Origin });

    /// <summary>Adds a kernel that needs its inputs whole.</summary>
    public void Emit(TaskKernel kernel, Value[] reads, Value[] writes) =>
        Add(new Instruction { TaskKernel = kernel, Reads = reads, Writes = writes, Origin = Origin });

    /// <summary>Adds the penalty of a regularized parameter to what the loss reports.</summary>
    public void AddPenalty(Value penalty) => _penalties.Add(penalty);

    /// <summary>
    /// Lanes are a split of the batch by its size alone: at most 32, enough to keep many cores busy and few enough that sums per lane stay cheap.
    /// </summary>
    static int LanesOf(int groups)
    {
        const int MostLanes = 32;
        int groupsPerLane = (groups + MostLanes - 1) / MostLanes;
        return (groups + groupsPerLane - 1) / groupsPerLane;
    }

    /// <summary>Says of the instructions at hand that lead to a gradient which input it is of, unless they have already led to another's.</summary>
    void MarkToward(Value input, Value gradient)
    {
        HashSet<Value> needed = [gradient];
        for (int i = _instructions.Count - 1; i >= 0 && Origin is not null && _instructions[i].Origin == Origin; i--)
        {
            if (_instructions[i].Writes.Any(needed.Contains))
            {
                _instructions[i].Toward ??= input;
                needed.UnionWith(_instructions[i].Reads);
            }
        }
    }

    void Add(Instruction instruction)
    {
        instruction.Index = _instructions.Count;
        _instructions.Add(instruction);
    }
}
