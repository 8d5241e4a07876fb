using Krill.Training;

namespace Krill.Tuning;

/// <summary>A trial is trained for the epochs of its stage, or was ended before by its callbacks.</summary>
/// <param name="Trial">What came of it so far.</param>
public sealed record TrialTrained(Trial Trial) : TrainingEvent;
