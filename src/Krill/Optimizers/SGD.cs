using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>Stochastic gradient descent: each number steps against its gradient, with or without momentum.</summary>
/// <remarks>
/// <para>Without momentum: w ← w - lr · g.</para>
/// <para>With momentum: a ← momentum · a - lr · g, w ← w + a; with <see cref="Nesterov"/> w ← w + momentum · a - lr · g.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Source: Keras's OptimizerV2 <c>SGD</c>; Sutskever et al. (2013) for Nesterov's
/// momentum.</para>
/// </remarks>
public sealed class SGD : Optimizer
{
    SgdStep _step;

    /// <summary>Gradient descent.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.01.</param>
    public SGD(float learningRate = 0.01f)
        : base(learningRate)
    {
    }

    /// <summary>How much of the last step is kept, 0 (default) to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Momentum { get; init => field = Require.Below(value, 0, 1, "SGD.Momentum"); }

    /// <summary>Whether the momentum is applied once more to the step that was just found; false by default. Without momentum it changes nothing.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    protected internal override int Slots => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected internal override void BeginStep() => _step = new SgdStep((float)DecayedLearningRate, (float)Momentum, Nesterov);

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update) =>
        update.Kernels.SgdUpdate(update.Weights, update.Gradient, Momentum > 0 ? update.Slot(0) : default, _step);
}
