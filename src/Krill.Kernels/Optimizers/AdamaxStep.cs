namespace Krill.Kernels;

/// <summary>The scalars of a step of Adamax.</summary>
/// <param name="LearningRate">η / (1 - β₁ᵗ), t from 1.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
internal readonly record struct AdamaxStep(float LearningRate, float Beta1, float Beta2, float Epsilon);
