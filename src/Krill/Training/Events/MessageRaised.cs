namespace Krill.Training;

/// <summary>A callback, or the training itself, has something to say.</summary>
/// <param name="Source">Who says it: the callback's type, "Fit", "report", or the folder whose pictures are read.</param>
/// <param name="Text">A sentence.</param>
/// <param name="IsWarning">Whether something is wrong.</param>
public sealed record MessageRaised(string Source, string Text, bool IsWarning) : TrainingEvent;
