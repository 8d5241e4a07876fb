using Krill.Data;
using Krill.Kernels;
using Krill.Training;

namespace Krill.Planning;

/// <summary>A network made ready to run for one size of batch: a flat list of stages, and the places where data enters and results come out.</summary>
internal sealed class Plan
{
    readonly Stage[] _stages;

    public Plan(PlanBuilder builder, PlanEnds ends)
    {
        Ends = ends;
        Batch = builder.Batch;
        HashSet<Value> wanted = [.. ends.Wanted];
        Instructions = RecomputedValues.Find(Scheduler.Schedule(builder.Instructions, wanted), wanted);
        if (builder.Precision == Precision.Bfloat16)
        {
            Instructions = PackedValues.Pack(Instructions, wanted, builder.Kernels);
        }

        PieceChains.Find(Instructions);
        Memory = new MemoryPlanner(Instructions, wanted, builder.Split);
        _stages =
        [
            .. Enumerable.Range(0, Memory.StageCount).Select(index =>
            {
                Instruction[] stage = [.. Instructions.Where(instruction => instruction.Stage == index)];
                return new Stage(
                    Memory.Splits[index],
                    Memory.LocalLengths[index],
                    PieceChains.Kernels(stage),
                    stage.Where(instruction => !instruction.IsBatch).Select(instruction => instruction.TaskKernel!),
                    index);
            }),
        ];
    }

    public PlanEnds Ends { get; }

    public int Batch { get; }

    /// <summary>What runs, in order within each stage.</summary>
    public IReadOnlyList<Instruction> Instructions { get; }

    public int StageCount => _stages.Length;

    /// <summary>For each stage, how it splits the batch.</summary>
    public IReadOnlyList<BatchSplit> Splits => Memory.Splits;

    /// <summary>For each stage, the floats of a thread's memory for what lives only within it.</summary>
    public IReadOnlyList<long> LocalLengths => Memory.LocalLengths;

    /// <summary>Where the values lie.</summary>
    public MemoryPlanner Memory { get; }

    /// <summary>Floats of the memory that <see cref="Bind"/> wants.</summary>
    public long MemoryLength => Memory.Length;

    /// <summary>Places the plan's values in a memory, which plans that do not run at the same time can share.</summary>
    public void Bind(PinnedMemory memory)
    {
        foreach ((Value value, long offset) in Memory.Offsets)
        {
            value.Storage.Bind(memory, offset);
        }
    }

    /// <summary>Says where the next batch's images are: in memory for a plan without <see cref="PlanEnds.Reading"/>, with a source otherwise.</summary>
    public void BindImages(BatchImages images)
    {
        if (Ends.Reading is { } reading)
        {
            reading.Source = images.Source;
        }
        else
        {
            Ends.Images.Storage.Bind(images.Memory!, 0);
        }
    }

    /// <summary>Makes sure that the pool's threads have the memory that the stages need.</summary>
    public void Reserve(WorkerPool pool) => pool.Reserve(_stages);

    public void Run(WorkerPool pool) => pool.Run(_stages);
}

/// <summary>Where data enters a plan and results come out.</summary>
/// <param name="Images">The batch's images.</param>
/// <param name="Reading">What brings them in, if the step reads them; otherwise they are in memory, bound anew for each batch.</param>
/// <param name="Targets">The batch's targets, if the plan has a loss.</param>
/// <param name="Predictions">The network's output, if it is wanted.</param>
/// <param name="Loss">The loss of each image, if the plan has a loss.</param>
/// <param name="Correct">1 for each image that is classified correctly, if the plan has a loss.</param>
/// <param name="Penalties">The regularization of each regularized parameter.</param>
internal sealed record PlanEnds(
    Value Images,
    ReadImagesKernel? Reading,
    Value? Targets,
    Value? Predictions,
    Value? Loss,
    Value? Correct,
    IReadOnlyList<Value> Penalties)
{
    /// <summary>In training, the parameters that are to be trained and get no gradient of the loss: they stay as they are, but for penalties.</summary>
    public IReadOnlyList<Layers.Parameter> WithoutGradient { get; init; } = [];

    /// <summary>The results, which are read after the step.</summary>
    public IEnumerable<Value> Wanted => new[] { Predictions, Loss, Correct }.OfType<Value>().Concat(Penalties);
}
