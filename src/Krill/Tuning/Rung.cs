namespace Krill.Tuning;

/// <summary>A stage of a bracket.</summary>
/// <param name="Trials">How many trials reach it: the best of the stage before.</param>
/// <param name="Epochs">How many epochs each is trained by its end, those of the stages before included.</param>
public readonly record struct Rung(int Trials, int Epochs);
