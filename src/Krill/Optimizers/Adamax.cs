using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Adam with the greatest recent gradient in place of the root of the average square.</summary>
/// <remarks>
/// <para>m ← m + (1 - β₁)(g - m), v ← max(β₂ v, |g|), w ← w - lr / (1 - β₁ᵗ) · m / (v + ε), t the step from 1.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Source: Keras's OptimizerV2 <c>Adamax</c>; Kingma and Ba (2014), section
/// 7.1.</para>
/// </remarks>
public sealed class Adamax : Optimizer
{
    AdamaxStep _step;

    /// <summary>Adamax.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    public Adamax(float learningRate = 0.001f)
        : base(learningRate)
    {
    }

    /// <summary>β₁, how much of the average gradient is kept from step to step, 0 to less than 1; by default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta1 { get; init => field = Require.Below(value, 0, 1, "Adamax.Beta1"); } = 0.9;

    /// <summary>β₂, how much of the greatest gradient is kept from step to step, 0 to less than 1; by default 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta2 { get; init => field = Require.Below(value, 0, 1, "Adamax.Beta2"); } = 0.999;

    /// <summary>ε, what keeps the division finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "Adamax.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    protected internal override int Slots => 2;

    /// <inheritdoc/>
    protected internal override void BeginStep()
    {
        double rate = DecayedLearningRate / (1 - Math.Pow((float)Beta1, Iterations));
        _step = new AdamaxStep((float)rate, (float)Beta1, (float)Beta2, (float)Epsilon);
    }

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) =>
        update.Kernels.AdamaxUpdate(update.Weights, update.Gradient, update.Slot(0), update.Slot(1), _step);
}
