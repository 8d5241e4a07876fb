using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Adam: steps by the moving average of the gradient, divided by the root of that of its square.</summary>
/// <remarks>
/// <para>m ← m + (1 - β₁)(g - m), v ← v + (1 - β₂)(g² - v), w ← w - α m / (√v + ε) with α = lr √(1 - β₂ᵗ) / (1 - β₁ᵗ), t the step from 1.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. ε is the paper's "ε hat", outside of the correction of v. Source: Keras's
/// OptimizerV2 <c>Adam</c>; Kingma and Ba (2014).</para>
/// </remarks>
public sealed class Adam : Optimizer
{
    AdamStep _step;

    /// <summary>Adam.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public Adam(float learningRate = 0.001f)
        : base(learningRate)
    {
    }

    /// <summary>β₁, how much of the average gradient is kept from step to step, 0 to less than 1; by default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta1 { get; init => field = Require.Below(value, 0, 1, "Adam.Beta1"); } = 0.9;

    /// <summary>β₂, how much of the average square is kept from step to step, 0 to less than 1; by default 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta2 { get; init => field = Require.Below(value, 0, 1, "Adam.Beta2"); } = 0.999;

    /// <summary>ε, what keeps the division finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "Adam.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    internal override bool HasMomentum => true;

    /// <inheritdoc/>
    protected internal override int Slots => 2;

    /// <inheritdoc/>
    protected internal override void BeginStep() => _step = AdamScalars.Of(DecayedLearningRate, ScheduledMomentum ?? Beta1, Beta2, Epsilon, Iterations);

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) =>
        update.Kernels.AdamUpdate(update.Weights, update.Gradient, update.Slot(0), update.Slot(1), _step);
}
