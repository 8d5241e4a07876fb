using Krill.Data;
using Krill.Kernels;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Training;

namespace Krill.Planning;

/// <summary>Runs a model's plans: one for each purpose and size of batch, made when it is first needed, all in one memory.</summary>
internal sealed class Executor : IExecutor
{
    readonly Model _model;
    readonly Loss? _loss;
    readonly Optimizer? _optimizer;
    readonly OptimizerState? _optimizerState;
    readonly KernelFactory _kernels;
    readonly WorkerPool _pool;
    readonly StepState _state;

    // By the size of the batch, and whether the step reads its images.
    readonly Dictionary<(int, bool), Plan> _training = [];
    readonly Dictionary<(int, bool), Plan> _evaluation = [];
    readonly Dictionary<(int, bool), Plan> _prediction = [];
    readonly (bool Parameter, bool Layer)[] _trained;
    PinnedMemory _memory = new(0);

    /// <param name="model">The network.</param>
    /// <param name="loss">What training makes small; null for predictions only.</param>
    /// <param name="optimizer">How parameters follow their gradients; null when the executor does not train.</param>
    /// <param name="threads">Threads that work, the caller's included.</param>
    /// <param name="seed">The key of the random numbers of training.</param>
    public Executor(Model model, Loss? loss, Optimizer? optimizer, int threads, ulong seed)
        : this(model, loss, optimizer, threads, seed, SetFor(model.Precision))
    {
    }

    internal Executor(Model model, Loss? loss, Optimizer? optimizer, int threads, ulong seed, KernelSet kernels)
    {
        _model = model;
        _loss = loss;
        _optimizer = optimizer;
        _optimizerState = optimizer is null ? null : model.StateOf(optimizer);
        _kernels = KernelFactory.For(kernels);
        _state = new StepState { Seed = seed };
        _pool = new WorkerPool(threads);
        _trained = [.. model.Parameters.Select(Trained)];
    }

    public long Steps { get; set; }

    public IReadOnlyList<Layers.Parameter> WithoutGradient { get; private set; } = [];

    /// <summary>How memory is had; tests put a failing one here.</summary>
    internal Func<long, PinnedMemory> Allocate { get; init; } = length => new PinnedMemory(length);

    /// <summary>The kernel set that runs a precision here.</summary>
    public static KernelSet SetFor(Precision precision) => precision == Precision.Bfloat16 ? KernelSets.CurrentForBfloat16 : KernelSets.Current;

    /// <summary>What the optimizer keeps from step to step.</summary>
    public OptimizerState? OptimizerState => _optimizerState;

    /// <summary>Checks that training steps of so many images fit into memory, which only their plan can tell.</summary>
    /// <exception cref="BatchMemoryException">They do not.</exception>
    public static void RequireRoom(Model model, Loss loss, Optimizer optimizer, int batch)
    {
        var plan = NetworkPlanner.Training(model, loss, model.StateOf(optimizer), KernelFactory.For(SetFor(model.Precision)), new StepState(), batch);
        BatchMemoryException.Require(batch, plan.MemoryLength);
    }

    public BatchResult Train(BatchImages images, PinnedMemory targets, int count)
    {
        FollowTrainable();
        bool reads = images.Source is not null;
        if (!_training.TryGetValue((count, reads), out Plan? plan))
        {
            if (_loss is null || _optimizer is null || _optimizerState is null)
            {
                throw new InvalidOperationException("Executor: training needs a loss and an optimizer; compile the model first.");
            }

            plan = Add(_training, NetworkPlanner.Training(_model, _loss, _optimizerState, _kernels, _state, count, reads));
        }

        WithoutGradient = plan.Ends.WithoutGradient;
        Steps++;
        _state.Step = (ulong)Steps;
        _optimizer!.Iterations++;
        _optimizer.BeginStep();
        return RunLoss(plan, images, targets);
    }

    public BatchResult Evaluate(BatchImages images, PinnedMemory targets, int count)
    {
        bool reads = images.Source is not null;
        if (!_evaluation.TryGetValue((count, reads), out Plan? plan))
        {
            if (_loss is null)
            {
                throw new InvalidOperationException("Executor: evaluation needs a loss; compile the model first.");
            }

            plan = Add(_evaluation, NetworkPlanner.Evaluation(_model, _loss, _kernels, count, reads));
        }

        return RunLoss(plan, images, targets);
    }

    public void Predict(BatchImages images, int count, Span<float> predictions)
    {
        bool reads = images.Source is not null;
        if (!_prediction.TryGetValue((count, reads), out Plan? plan))
        {
            plan = Add(_prediction, NetworkPlanner.Prediction(_model, _kernels, count, reads));
        }

        plan.BindImages(images);
        plan.Run(_pool);
        plan.Ends.Predictions!.Storage.Images(count).CopyTo(predictions);
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>Overwrites all that steps leave in memory, which no step may need: for tests, which fill in numbers that would show.</summary>
    internal void Overwrite(float value)
    {
        _memory.Span.Fill(value);
        _pool.Overwrite(value);
    }

    /// <summary>
    /// A plan leaves out the gradients that nobody needs, and the moments that a frozen normalization does not take: plans are made anew when a parameter or a
    /// layer was frozen, or is trained again.
    /// </summary>
    void FollowTrainable()
    {
        for (int i = 0; i < _trained.Length; i++)
        {
            (bool, bool) now = Trained(_model.Parameters[i]);
            if (_trained[i] != now)
            {
                _trained[i] = now;
                _training.Clear();
                _evaluation.Clear();
            }
        }
    }

    static (bool Parameter, bool Layer) Trained(Layers.Parameter parameter) => (parameter.IsTrainable, parameter.Layer?.IsTrainable != false);

    BatchResult RunLoss(Plan plan, BatchImages images, PinnedMemory targets)
    {
        plan.BindImages(images);
        plan.Ends.Targets!.Storage.Bind(targets, 0);
        plan.Run(_pool);
        double penalty = 0;

        // By index: going through a list by its interface allocates.
        for (int i = 0; i < plan.Ends.Penalties.Count; i++)
        {
            penalty += plan.Ends.Penalties[i].Storage.Span[0];
        }

        return new BatchResult(Sum(plan.Ends.Loss!, plan.Batch), Sum(plan.Ends.Correct!, plan.Batch), penalty, plan.Batch);
    }

    static double Sum(Value value, int images)
    {
        double sum = 0;
        foreach (float one in value.Storage.Images(images))
        {
            sum += one;
        }

        return sum;
    }

    Plan Add(Dictionary<(int, bool), Plan> plans, Plan plan)
    {
        BatchMemoryException.Require(plan.Batch, plan.MemoryLength);
        if (plan.MemoryLength > _memory.Length)
        {
            _memory = Allocate(plan.MemoryLength);
            foreach (Plan other in _training.Values.Concat(_evaluation.Values).Concat(_prediction.Values))
            {
                other.Bind(_memory);
            }
        }

        plan.Bind(_memory);
        plan.Reserve(_pool);

        // Last: a plan whose memory could not be had would be found by the next call.
        plans.Add((plan.Batch, plan.Ends.Reading is not null), plan);
        return plan;
    }
}
