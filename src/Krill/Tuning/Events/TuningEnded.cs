using Krill.Training;

namespace Krill.Tuning;

/// <summary>A tuning is done.</summary>
/// <param name="Result">What came of it.</param>
public sealed record TuningEnded(TuningResult Result) : TrainingEvent;
