using Krill.Training;

namespace Krill.Ensembles;

/// <summary>An ensemble is trained and tested.</summary>
/// <param name="Result">What came of it.</param>
public sealed record EnsembleEnded(EnsembleResult Result) : TrainingEvent;
