namespace Krill.Callbacks;

/// <summary>A number over the time of a training.</summary>
/// <remarks>
/// To write one: derive from this and compute the number from the time alone, so that a training that is taken up again goes on with the numbers that it would
/// have had. <see cref="ScheduledLearningRate"/> makes a learning rate of it.
/// </remarks>
public abstract class Schedule
{
    /// <summary>The number at a time.</summary>
    /// <param name="time">The moment before a step.</param>
    public abstract double At(TrainingTime time);
}
