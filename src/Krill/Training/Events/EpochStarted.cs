namespace Krill.Training;

/// <summary>An epoch starts.</summary>
/// <param name="Epoch">Its number, the first being 1.</param>
public sealed record EpochStarted(int Epoch) : TrainingEvent;
