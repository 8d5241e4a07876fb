namespace Krill.Kernels;

/// <summary>The scalars of a step of RMSprop.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Rho">ρ, by which the means decay.</param>
/// <param name="Momentum">μ; 0 has no velocity.</param>
/// <param name="Epsilon">ε.</param>
internal readonly record struct RmsPropStep(float LearningRate, float Rho, float Momentum, float Epsilon);
