using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Steps by the gradient times the ratio of the usual size of steps to that of gradients.</summary>
/// <remarks>
/// <para>v ← ρ v + (1 - ρ) g², s = g √(d + ε) / √(v + ε), d ← ρ d + (1 - ρ) s², w ← w - lr · s.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>; the paper has 1. Source: Keras's OptimizerV2 <c>Adadelta</c>; Zeiler
/// (2012).</para>
/// </remarks>
public sealed class Adadelta : Optimizer
{
    AdadeltaStep _step;

    /// <summary>Adadelta.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    public Adadelta(float learningRate = 0.001f)
        : base(learningRate)
    {
    }

    /// <summary>How much of the averages is kept from step to step, 0 to less than 1; by default 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Rho { get; init => field = Require.Below(value, 0, 1, "Adadelta.Rho"); } = 0.95;

    /// <summary>ε, what keeps the division finite and starts the steps, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "Adadelta.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    protected internal override int Slots => 2;

    /// <inheritdoc/>
    protected internal override void BeginStep() => _step = new AdadeltaStep((float)DecayedLearningRate, (float)Rho, (float)Epsilon);

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) =>
        update.Kernels.AdadeltaUpdate(update.Weights, update.Gradient, update.Slot(0), update.Slot(1), _step);
}
