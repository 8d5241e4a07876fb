using Krill.Charts;

namespace Krill.Callbacks;

/// <summary>A number over the time of a training.</summary>
/// <remarks>
/// <para>What the number means is said where it is used: <see cref="ScheduledLearningRate"/> multiplies a learning rate with it,
/// <see cref="ScheduledMomentum"/> takes it for a momentum.</para>
/// <para>To write one: derive from this and compute the number from the time alone, so that a training that is taken up again goes on with the numbers that it would
/// have had. For a formula, <see cref="LambdaSchedule"/> does.</para>
/// </remarks>
public abstract class Schedule
{
    /// <summary>The number at a time.</summary>
    /// <param name="time">The moment before a step.</param>
    public abstract double At(TrainingTime time);

    /// <summary>The number before each step of a training, in order.</summary>
    /// <param name="stepsPerEpoch">Steps an epoch, at least 1.</param>
    /// <param name="epochs">Epochs, at least 1.</param>
    /// <returns>As many numbers as the training has steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public IReadOnlyList<double> Curve(int stepsPerEpoch, int epochs)
    {
        Require.Positive(stepsPerEpoch, "Schedule.Curve", "number of steps an epoch", nameof(stepsPerEpoch));
        Require.Positive(epochs, "Schedule.Curve", "number of epochs", nameof(epochs));
        double[] values = new double[checked(stepsPerEpoch * epochs)];
        for (int step = 0; step < values.Length; step++)
        {
            values[step] = At(new TrainingTime(step, stepsPerEpoch, epochs));
        }

        return values;
    }

    /// <summary>The curve as a picture, over epochs.</summary>
    /// <param name="stepsPerEpoch">Steps an epoch, at least 1.</param>
    /// <param name="epochs">Epochs, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public LineChart Chart(int stepsPerEpoch, int epochs)
    {
        IReadOnlyList<double> values = Curve(stepsPerEpoch, epochs);
        return new LineChart
        {
            Title = GetType().Name,
            X = new Axis { Label = "epochs done", Minimum = 0, Maximum = epochs },
            Series = { new Series("", [.. values.Select((_, step) => (double)step / stepsPerEpoch)], values) },
        };
    }
}
