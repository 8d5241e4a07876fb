using Krill.Training;

namespace Krill.Tuning;

/// <summary>Something happened in the training of a trial.</summary>
/// <param name="Trial">Its number, the first being 1.</param>
/// <param name="Event">What happened.</param>
public sealed record TrialRaised(int Trial, TrainingEvent Event) : TrainingEvent;
