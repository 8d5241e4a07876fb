using System.Globalization;
using Krill.Callbacks;

namespace Krill.Optimizers;

/// <summary>An optimizer around another, which takes the steps, that averages the weights which these lead through.</summary>
/// <remarks>
/// <para>Between the epochs, and after the training, the model has the averages: they are validated, and they are what callbacks see and save at the end of an epoch.
/// The training goes on from its own weights. A training that is taken up again (<see cref="FitOptions.InitialEpoch"/>) goes on from these too, to the
/// bit; another one begins from the model's weights as they are, and averages anew from there.</para>
/// <para>Averaged are the parameters that are trained, as Keras does; with <see cref="IncludesStatistics"/> the others too, such as the moving statistics of batch
/// normalization.</para>
/// </remarks>
public abstract class WeightAverage : Optimizer
{
    private protected WeightAverage(Optimizer optimizer)
        : base(Require.NotNull(optimizer, nameof(optimizer)).LearningRate)
    {
        RequireNone(optimizer, GetType().Name, "an optimizer that averages no weights");
        Inner = optimizer;
    }

    /// <summary>The optimizer that takes the steps; its learning rate is this one's from the first step on.</summary>
    public Optimizer Inner { get; }

    /// <summary>Whether parameters that are not trained are averaged too, such as moving statistics; false by default, as Keras's.</summary>
    public bool IncludesStatistics { get; init; }

    /// <summary>The moment behind the step at hand, for schedules.</summary>
    internal TrainingTime Time { get; set; }

    /// <summary>How far the averages go towards the weights in this step: 0 leaves them, 1 makes them the weights.</summary>
    internal double Share { get; private set; }

    /// <summary>Whether this step averages.</summary>
    internal bool IsDue { get; private set; }

    /// <summary>Whether the weights become the averages whenever these change.</summary>
    internal abstract bool SetsWeights { get; }

    /// <inheritdoc/>
    internal override bool HasMomentum => Inner.HasMomentum;

    /// <inheritdoc/>
    internal override GroupedOptimizer? GroupedIn => Inner.GroupedIn;

    /// <inheritdoc/>
    protected internal sealed override int Slots => Inner.Slots;

    /// <summary>Steps from one averaging to the next.</summary>
    private protected abstract int Period { get; }

    internal static void RequireNone(Optimizer optimizer, string owner, string expected)
    {
        if (optimizer is WeightAverage)
        {
            throw new ArgumentException($"{owner}: received {optimizer.GetType().Name}, which averages weights; expected it around the whole, and only one: {expected}.", nameof(optimizer));
        }
    }

    /// <summary>How far the averages go towards the weights.</summary>
    /// <param name="number">The number of the averaging, from 1.</param>
    private protected abstract double ShareOf(long number);

    /// <inheritdoc/>
    protected internal sealed override void BeginStep()
    {
        Inner.Iterations = Iterations;
        Inner.IsIdle = IsIdle;
        Inner.ScheduledMomentum = ScheduledMomentum;
        Inner.CompiledLearningRate = CompiledLearningRate;
        Inner.LearningRate = (float)DecayedLearningRate;
        Inner.BeginStep();
        IsDue = Iterations % Period == 0;
        Share = IsDue ? ShareOf(Iterations / Period) : 0;
    }

    /// <inheritdoc/>
    protected internal sealed override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Inner.SaveState(state.Part("inner"));
    }

    /// <inheritdoc/>
    protected internal sealed override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Inner.LoadState(state.Part("inner"));
    }

    /// <inheritdoc/>
    protected internal sealed override void Update(in ParameterUpdate update) => Inner.Update(update);

    private protected double Checked(double value, string what) => value is >= 0 and <= 1
        ? value
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}: received the {what} {value} in step {Iterations}; expected 0 to 1 from the schedule."));
}
