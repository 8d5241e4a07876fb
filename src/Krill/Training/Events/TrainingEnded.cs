namespace Krill.Training;

/// <summary>A training ended: all epochs done, stopped, or cancelled.</summary>
/// <param name="History">Its epochs, with why it ended.</param>
public sealed record TrainingEnded(History History) : TrainingEvent;
