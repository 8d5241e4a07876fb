using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Stochastic gradient descent: each number steps against its gradient, with or without momentum.</summary>
/// <remarks>
/// <para>Without momentum: w ← w - lr · g.</para>
/// <para>With momentum: a ← momentum · a - lr · g, w ← w + a; with <see cref="Nesterov"/> w ← w + momentum · a - lr · g.</para>
/// <para>Before that, with <see cref="WeightDecay"/> λ: w ← w - lr · λ · w, or g ← g + λ · w where it is coupled.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Source: Keras's OptimizerV2 <c>SGD</c>; Sutskever et al. (2013) for Nesterov's
/// momentum.</para>
/// </remarks>
public sealed class SGD : Optimizer
{
    SgdStep _step;

    /// <summary>Gradient descent.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public SGD(float learningRate = 0.01f)
        : base(learningRate)
    {
    }

    /// <summary>How much of the last step is kept, 0 (default) to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Momentum { get; init => field = Require.Below(value, 0, 1, "SGD.Momentum"); }

    /// <summary>Whether the momentum is applied once more to the step that was just found; false by default. Without momentum it changes nothing.</summary>
    public bool Nesterov { get; init; }

    /// <summary>λ, how much weights shrink by themselves; 0 (default) or more. Divide by the learning rate for a decay that does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public double WeightDecay { get; init => field = Require.AtLeast(value, 0, "SGD.WeightDecay"); }

    /// <summary>
    /// Whether weights decay through their gradient, and so through the momentum, as PyTorch's do (for which the same penalty of
    /// <see cref="Regularizers.Regularizer"/> has half the number and shows in the loss); false by default, as Keras's.
    /// </summary>
    public bool IsDecayCoupled { get; init; }

    /// <inheritdoc/>
    internal override bool HasMomentum => Momentum > 0;

    /// <inheritdoc/>
    protected internal override int Slots => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected internal override void BeginStep() => _step = new SgdStep(
        (float)DecayedLearningRate,
        (float)(ScheduledMomentum ?? Momentum),
        Nesterov,
        Decay: IsDecayCoupled ? 0 : (float)(DecayedLearningRate * WeightDecay),
        GradientDecay: IsDecayCoupled ? (float)WeightDecay : 0);

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) =>
        update.Kernels.SgdUpdate(update.Weights, update.Gradient, Momentum > 0 ? update.Slot(0) : default, _step);
}
