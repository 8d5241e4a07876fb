using System.Globalization;

namespace Krill.Optimizers;

/// <summary>How parameters follow their gradients.</summary>
/// <remarks>
/// To write one: say how many numbers of state each parameter number has (<see cref="Slots"/>), compute what changes from step to step in
/// <see cref="BeginStep"/>, and change a run of numbers in <see cref="Update"/>, which is called for disjoint runs on several threads.
/// </remarks>
public abstract class Optimizer
{
    /// <summary>An optimizer with a learning rate.</summary>
    /// <param name="learningRate">The step size, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    protected Optimizer(float learningRate)
    {
        LearningRate = learningRate;
        CompiledLearningRate = learningRate;
    }

    /// <summary>The step size, greater than 0; callbacks may change it between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public float LearningRate
    {
        get;
        set
        {
            if (!(value > 0) || float.IsInfinity(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}: received the learning rate {value}; expected a finite number greater than 0."));
            }

            field = value;
        }
    }

    /// <summary>
    /// How fast the learning rate falls by itself: in step t, the first being 0, it is LearningRate / (1 + Decay · t). 0 by default, never less.
    /// Source: the <c>decay</c> of Keras's OptimizerV2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public double Decay { get; init => field = Require.AtLeast(value, 0, $"{GetType().Name}.Decay"); }

    /// <summary>The learning rate of the current step: <see cref="LearningRate"/> after <see cref="Decay"/>.</summary>
    protected double DecayedLearningRate => LearningRate / (1 + (Decay * (Iterations - 1)));

    /// <summary>Steps taken, the current one included.</summary>
    public long Iterations { get; internal set; }

    /// <summary>The model that was compiled with it last, whose steps it counts; null for none.</summary>
    internal Model? Trains { get; set; }

    /// <summary>The learning rate that the model was compiled with, of which schedules are a share: a training that goes on starts from the same.</summary>
    internal float CompiledLearningRate { get; set; }

    /// <summary>A momentum in place of the one that it was made with, where it <see cref="HasMomentum"/>; null for that one.</summary>
    internal double? ScheduledMomentum { get; set; }

    /// <summary>Whether it has a momentum that can be set.</summary>
    internal virtual bool HasMomentum => false;

    /// <summary>The optimizer with groups that it is, or is around; null for none.</summary>
    internal virtual GroupedOptimizer? GroupedIn => null;

    /// <summary>Whether it leaves weights and state as they are for now, as a rate of 0 would.</summary>
    internal bool IsIdle { get; set; }

    /// <summary>How many numbers of state there are for each number of a parameter, such as 1 for a momentum. They start at 0.</summary>
    protected internal abstract int Slots { get; }

    /// <summary>Called once before the updates of each step; <see cref="Iterations"/> is 1 in the first.</summary>
    protected internal virtual void BeginStep()
    {
    }

    /// <summary>
    /// Called after epochs of a training that is recorded: the place to save what <see cref="BeginStep"/> keeps from step to step and cannot work out from
    /// <see cref="Iterations"/>. Slots, <see cref="Iterations"/> and <see cref="LearningRate"/> are saved already. By default nothing.
    /// </summary>
    /// <param name="state">Where to save it.</param>
    protected internal virtual void SaveState(SavedState state)
    {
    }

    /// <summary>Called when a training goes on, with what <see cref="SaveState"/> saved. By default nothing.</summary>
    /// <param name="state">What was saved.</param>
    protected internal virtual void LoadState(SavedState state)
    {
    }

    /// <summary>Changes a run of a parameter's numbers. Called for disjoint runs, on several threads at once; allocates nothing.</summary>
    /// <param name="update">The numbers, their gradients and their state.</param>
    protected internal abstract void Update(in ParameterUpdate update);
}
