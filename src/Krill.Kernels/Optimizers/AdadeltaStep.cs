namespace Krill.Kernels;

/// <summary>The scalars of a step of Adadelta.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Rho">ρ, by which the means decay.</param>
/// <param name="Epsilon">ε.</param>
internal readonly record struct AdadeltaStep(float LearningRate, float Rho, float Epsilon);
