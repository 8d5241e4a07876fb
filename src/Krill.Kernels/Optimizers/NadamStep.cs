namespace Krill.Kernels;

/// <summary>
/// The scalars of a step of Nadam, t from 1, with Keras's schedule: uₜ = β₁ (1 - ½ · 0.96^(0.004 t)) and Pₜ = u₁ u₂ … uₜ.
/// </summary>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="GradientFactor">(1 - uₜ) / (1 - Pₜ).</param>
/// <param name="MomentFactor">uₜ₊₁ / (1 - Pₜ₊₁).</param>
/// <param name="VarianceFactor">1 / (1 - β₂ᵗ).</param>
internal readonly record struct NadamStep(
    float LearningRate, float Beta1, float Beta2, float Epsilon, float GradientFactor, float MomentFactor, float VarianceFactor);
