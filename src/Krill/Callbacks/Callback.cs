namespace Krill.Callbacks;

/// <summary>Something that is called while a model is trained, and may watch, save, change the learning rate or stop.</summary>
/// <remarks>
/// <para>To write one: derive from this and override what is of interest. All methods are called on the thread that called
/// <see cref="Model.Fit"/>, callbacks in the order of <see cref="FitOptions.Callbacks"/>; an exception ends the training and reaches the caller, without an
/// <see cref="OnTrainEnd"/> but with <see cref="TearDown"/>.</para>
/// <para>A callback may be used for one training after another; <see cref="OnTrainBegin"/> is the place to start afresh. Source: Keras's
/// <c>Callback</c>.</para>
/// </remarks>
public abstract class Callback
{
    /// <summary>The figure that it cannot do without; null for none. Known beforehand, so that a training is refused before anything of it is made.</summary>
    internal virtual Metric? Needed => null;

    /// <summary>Called once, before the first epoch: the place to check what the training offers.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>Called before the first step of each epoch.</summary>
    /// <param name="epoch">Its number, the first being 1.</param>
    /// <param name="context">The training.</param>
    public virtual void OnEpochBegin(int epoch, TrainingContext context)
    {
    }

    /// <summary>Called before each training step. It should allocate nothing.</summary>
    /// <param name="step">Training steps taken since the start of the training: 0 before the first.</param>
    /// <param name="context">The training.</param>
    public virtual void OnBatchBegin(long step, TrainingContext context)
    {
    }

    /// <summary>Called after each training step. It should allocate nothing.</summary>
    /// <param name="logs">The figures of the step.</param>
    /// <param name="context">The training.</param>
    public virtual void OnBatchEnd(in BatchLogs logs, TrainingContext context)
    {
    }

    /// <summary>Called after each epoch and its validation.</summary>
    /// <param name="logs">The figures of the epoch.</param>
    /// <param name="context">The training.</param>
    public virtual void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
    }

    /// <summary>
    /// Called after epochs of a training that is recorded in a run folder, once all callbacks have had their <see cref="OnEpochEnd"/>: the place to save what
    /// is remembered from epoch to epoch, so that a training that is killed can go on. By default nothing.
    /// </summary>
    /// <param name="state">Where to save it.</param>
    public virtual void SaveState(SavedState state)
    {
    }

    /// <summary>
    /// Called when a training goes on, after the <see cref="OnTrainBegin"/> of all callbacks, with what <see cref="SaveState"/> saved: from here on the callback
    /// is to be as it was then. By default nothing.
    /// </summary>
    /// <param name="state">What was saved.</param>
    /// <param name="context">The training; its history has the epochs that are done.</param>
    public virtual void LoadState(SavedState state, TrainingContext context)
    {
    }

    /// <summary>Called once, after the last epoch, also when the training was stopped or cancelled; not when an exception ends it.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// Called once, last of all and however the training ends, also by an exception: the place to undo what a training sets and is not to leave, such as frozen
    /// parameters. By default nothing.
    /// </summary>
    /// <remarks>
    /// For every callback whose <see cref="OnTrainBegin"/> has returned, in the opposite order. It should not throw: those that are left would not be called. Source:
    /// <c>teardown</c> of PyTorch Lightning's callbacks.
    /// </remarks>
    /// <param name="context">The training.</param>
    public virtual void TearDown(TrainingContext context)
    {
    }
}
