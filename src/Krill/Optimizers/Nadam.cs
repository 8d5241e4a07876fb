using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Adam with Nesterov's momentum, whose share grows on a schedule.</summary>
/// <remarks>
/// <para>With uₜ = β₁ (1 - 0.5 · 0.96^(0.004 t)) and Uₜ = u₁ u₂ … uₜ, t the step from 1:</para>
/// <para>m ← m + (1 - β₁)(g - m), v ← v + (1 - β₂)(g² - v),</para>
/// <para>w ← w - lr ((1 - uₜ) g / (1 - Uₜ) + uₜ₊₁ m / (1 - Uₜ₊₁)) / (√(v / (1 - β₂ᵗ)) + ε).</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>, which Keras's Nadam does not have: leave it 0 for Keras's update. Source:
/// Keras's OptimizerV2 <c>Nadam</c>; Dozat (2015).</para>
/// </remarks>
public sealed class Nadam : Optimizer
{
    const double ScheduleBase = 0.96;
    const double ScheduleDecay = 0.004;

    long _scheduled;
    double _schedule = 1;
    NadamStep _step;

    /// <summary>Nadam.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    public Nadam(float learningRate = 0.001f)
        : base(learningRate)
    {
    }

    /// <summary>β₁, how much of the average gradient is kept from step to step, 0 to less than 1; by default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta1 { get; init => field = Require.Below(value, 0, 1, "Nadam.Beta1"); } = 0.9;

    /// <summary>β₂, how much of the average square is kept from step to step, 0 to less than 1; by default 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta2 { get; init => field = Require.Below(value, 0, 1, "Nadam.Beta2"); } = 0.999;

    /// <summary>ε, what keeps the division finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "Nadam.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    protected internal override int Slots => 2;

    /// <inheritdoc/>
    protected internal override void BeginStep()
    {
        AdvanceSchedule();
        double momentum = Momentum(Iterations), next = Momentum(Iterations + 1);
        _step = new NadamStep(
            (float)DecayedLearningRate,
            (float)Beta1,
            (float)Beta2,
            (float)Epsilon,
            GradientFactor: (float)((1 - momentum) / (1 - _schedule)),
            MomentFactor: (float)(next / (1 - (_schedule * next))),
            VarianceFactor: (float)(1 / (1 - Math.Pow((float)Beta2, Iterations))));
    }

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) =>
        update.Kernels.NadamUpdate(update.Weights, update.Gradient, update.Slot(0), update.Slot(1), _step);

    double Momentum(long step) => Beta1 * (1 - (0.5 * Math.Pow(ScheduleBase, ScheduleDecay * step)));

    /// <summary>The product up to the current step. It follows from the step's number alone, so a training that is taken up again needs no record of it.</summary>
    void AdvanceSchedule()
    {
        if (Iterations < _scheduled)
        {
            (_scheduled, _schedule) = (0, 1);
        }

        while (_scheduled < Iterations)
        {
            _schedule *= Momentum(++_scheduled);
        }
    }
}
