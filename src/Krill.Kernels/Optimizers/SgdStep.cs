namespace Krill.Kernels;

/// <summary>The scalars of a step of stochastic gradient descent.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ; 0 has no velocity.</param>
/// <param name="Nesterov">Whether the weights go ahead by the velocity that they are about to have.</param>
/// <param name="Decay">The share that a weight loses in the step, beside the gradient.</param>
/// <param name="GradientDecay">λ: λ w is added to the gradient.</param>
internal readonly record struct SgdStep(float LearningRate, float Momentum, bool Nesterov, float Decay = 0, float GradientDecay = 0);
