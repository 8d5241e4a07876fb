using Krill.Training;

namespace Krill.Ensembles;

/// <summary>Something happened in the training of a member.</summary>
/// <param name="Member">Its number, the first being 1.</param>
/// <param name="Event">What happened.</param>
public sealed record MemberRaised(int Member, TrainingEvent Event) : TrainingEvent;
