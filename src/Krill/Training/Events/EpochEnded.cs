namespace Krill.Training;

/// <summary>An epoch ended: its images are trained on, the validation images evaluated, the callbacks called.</summary>
/// <param name="Logs">Its figures.</param>
public sealed record EpochEnded(EpochLogs Logs) : TrainingEvent;
