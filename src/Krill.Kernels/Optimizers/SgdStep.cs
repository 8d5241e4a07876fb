namespace Krill.Kernels;

/// <summary>The scalars of a step of stochastic gradient descent.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ; 0 has no velocity.</param>
/// <param name="Nesterov">Whether the weights go ahead by the velocity that they are about to have.</param>
internal readonly record struct SgdStep(float LearningRate, float Momentum, bool Nesterov);
