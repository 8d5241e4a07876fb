namespace Krill.Callbacks;

/// <summary>Sets the learning rate at the start of each epoch.</summary>
/// <remarks>Source: Keras's <c>LearningRateScheduler</c>.</remarks>
public sealed class LearningRateScheduler : Callback
{
    readonly Func<int, float, float> _schedule;

    /// <summary>A schedule by epochs.</summary>
    /// <param name="schedule">
    /// From how many epochs are done (0 for the first, as in Keras) and the learning rate at hand to the learning rate of the epoch that starts, a
    /// finite number greater than 0.
    /// </param>
    public LearningRateScheduler(Func<int, float, float> schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.LearningRate = _schedule(epoch - 1, context.LearningRate);
    }
}
