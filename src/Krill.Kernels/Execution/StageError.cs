namespace Krill.Kernels;

/// <summary>The first error of a run.</summary>
/// <param name="Stage">The stage whose task threw it.</param>
/// <param name="Exception">The error.</param>
internal sealed record StageError(Stage Stage, Exception Exception);
