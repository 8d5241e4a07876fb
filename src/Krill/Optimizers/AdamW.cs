using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>Adam with weights that shrink by themselves, not through the gradient.</summary>
/// <remarks>
/// <para>w ← w - lr · <see cref="WeightDecay"/> · w, and then the update of <see cref="Adam"/>.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Source: Keras's <c>AdamW</c>; Loshchilov and Hutter (2019).</para>
/// </remarks>
public sealed class AdamW : Optimizer
{
    AdamStep _step;
    float _decay;

    /// <summary>AdamW.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public AdamW(float learningRate = 0.001f)
        : base(learningRate)
    {
    }

    /// <summary>The share of a weight, times the learning rate, that it loses in each step; 0 or more, by default 0.004.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public double WeightDecay { get; init => field = Require.AtLeast(value, 0, "AdamW.WeightDecay"); } = 0.004;

    /// <summary>Which parameters shrink; by default all. For instance <c>parameter =&gt; parameter.Name == "kernel"</c>.</summary>
    public Func<Parameter, bool>? Decays { get; init; }

    /// <summary>β₁, how much of the average gradient is kept from step to step, 0 to less than 1; by default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta1 { get; init => field = Require.Below(value, 0, 1, "AdamW.Beta1"); } = 0.9;

    /// <summary>β₂, how much of the average square is kept from step to step, 0 to less than 1; by default 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Beta2 { get; init => field = Require.Below(value, 0, 1, "AdamW.Beta2"); } = 0.999;

    /// <summary>ε, what keeps the division finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "AdamW.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    internal override bool HasMomentum => true;

    /// <inheritdoc/>
    protected internal override int Slots => 2;

    /// <inheritdoc/>
    protected internal override void BeginStep()
    {
        double rate = DecayedLearningRate;
        _step = AdamScalars.Of(rate, ScheduledMomentum ?? Beta1, Beta2, Epsilon, Iterations);
        _decay = (float)(rate * WeightDecay);
    }

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update)
    {
        AdamStep step = Decays?.Invoke(update.Parameter) == false ? _step : _step with { Decay = _decay };
        update.Kernels.AdamUpdate(update.Weights, update.Gradient, update.Slot(0), update.Slot(1), step);
    }
}
