using Krill.Training;

namespace Krill.Ensembles;

/// <summary>A member is trained.</summary>
/// <param name="Member">What is known of it; it is not tested yet.</param>
public sealed record MemberEnded(EnsembleMember Member) : TrainingEvent;
