namespace Krill.Kernels;

/// <summary>The scalars of a step of Adam or AdamW.</summary>
/// <param name="LearningRate">η √(1 - β₂ᵗ) / (1 - β₁ᵗ), t from 1.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Decay">η times the decoupled weight decay of AdamW; 0 for Adam.</param>
internal readonly record struct AdamStep(float LearningRate, float Beta1, float Beta2, float Epsilon, float Decay);
