namespace Krill.Callbacks;

/// <summary>A moment of a training, before one of its steps.</summary>
/// <param name="Step">Steps taken since the start of the training.</param>
/// <param name="StepsPerEpoch">Steps an epoch.</param>
/// <param name="Epochs">Epochs that were asked for.</param>
public readonly record struct TrainingTime(long Step, int StepsPerEpoch, int Epochs)
{
    /// <summary>The step at which the schedule that is asked begins: 0 by default, behind a <see cref="Warmup"/> that of its end. All below counts from there.</summary>
    public double Start { get; init; }

    /// <summary>Steps since the start.</summary>
    public double Steps => Step - Start;

    /// <summary>Epochs since the start, with a fraction: 1.5 in the middle of the second.</summary>
    public double Epoch => Steps / StepsPerEpoch;

    /// <summary>The share of the training that is done since the start, 0 to less than 1.</summary>
    public double Share => EpochsInAll > 0 ? Epoch / EpochsInAll : 0;

    /// <summary>Steps of the training from the start on.</summary>
    public double StepsInAll => ((double)StepsPerEpoch * Epochs) - Start;

    double EpochsInAll => Epochs - (Start / StepsPerEpoch);

    /// <summary>The moment in a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public double In(ScheduleUnit unit) => unit switch
    {
        ScheduleUnit.Steps => Steps,
        ScheduleUnit.Epochs => Epoch,
        ScheduleUnit.Training => Share,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, $"TrainingTime: received the unit {unit}; expected one of {string.Join(", ", Enum.GetNames<ScheduleUnit>())}."),
    };
}
