namespace Krill.Callbacks;

/// <summary>A moment of a training, before one of its steps.</summary>
/// <param name="Step">Steps taken since the start of the training.</param>
/// <param name="StepsPerEpoch">Steps an epoch.</param>
/// <param name="Epochs">Epochs that were asked for.</param>
public readonly record struct TrainingTime(long Step, int StepsPerEpoch, int Epochs)
{
    /// <summary>Epochs since the start, with a fraction: 1.5 in the middle of the second.</summary>
    public double Epoch => (double)Step / StepsPerEpoch;

    /// <summary>The share of the training that is done, 0 to less than 1.</summary>
    public double Share => Epoch / Epochs;

    /// <summary>The moment in a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public double In(ScheduleUnit unit) => unit switch
    {
        ScheduleUnit.Steps => Step,
        ScheduleUnit.Epochs => Epoch,
        ScheduleUnit.Training => Share,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, $"TrainingTime: received the unit {unit}; expected one of {string.Join(", ", Enum.GetNames<ScheduleUnit>())}."),
    };
}
