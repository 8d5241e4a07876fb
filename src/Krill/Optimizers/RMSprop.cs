using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Steps by the gradient divided by the root of the moving average of its square.</summary>
/// <remarks>
/// <para>v ← ρ v + (1 - ρ) g², w ← w - lr · g / (√v + ε).</para>
/// <para>With <see cref="Momentum"/>: a ← momentum · a + lr · g / √(v + ε), w ← w - a. ε stands within the root then, as it does in Keras.</para>
/// <para><see cref="Centered"/>: c ← ρ c + (1 - ρ) g, and v - c² in place of v in the steps.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Source: Keras's OptimizerV2 <c>RMSprop</c>; Hinton (2012).</para>
/// </remarks>
public sealed class RMSprop : Optimizer
{
    RmsPropStep _step;

    /// <summary>RMSprop.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    public RMSprop(float learningRate = 0.001f)
        : base(learningRate)
    {
    }

    /// <summary>How much of the average of squares is kept from step to step, 0 to less than 1; by default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Rho { get; init => field = Require.Below(value, 0, 1, "RMSprop.Rho"); } = 0.9;

    /// <summary>How much of the last step is kept, 0 (default) to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Momentum { get; init => field = Require.Below(value, 0, 1, "RMSprop.Momentum"); }

    /// <summary>Whether the average of squares is taken around the average gradient: a variance. Not by default.</summary>
    public bool Centered { get; init; }

    /// <summary>What keeps the division finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "RMSprop.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    protected internal override int Slots => 1 + (Momentum > 0 ? 1 : 0) + (Centered ? 1 : 0);

    /// <inheritdoc/>
    protected internal override void BeginStep() =>
        _step = new RmsPropStep((float)DecayedLearningRate, (float)Rho, (float)Momentum, (float)Epsilon);

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) => update.Kernels.RmsPropUpdate(
        update.Weights,
        update.Gradient,
        update.Slot(0),
        Momentum > 0 ? update.Slot(1) : default,
        Centered ? update.Slot(Slots - 1) : default,
        _step);
}
