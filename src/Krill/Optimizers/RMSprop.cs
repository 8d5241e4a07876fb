namespace Krill.Optimizers;

/// <summary>Steps by the gradient divided by the root of the moving average of its square.</summary>
/// <remarks>
/// <para>v ← ρ v + (1 - ρ) g², w ← w - lr · g / (√v + ε).</para>
/// <para>With <see cref="Momentum"/>: a ← momentum · a + lr · g / √(v + ε), w ← w - a. ε stands within the root then, as it does in Keras.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Source: Keras's OptimizerV2 <c>RMSprop</c> (not its centered form); Hinton
/// (2012).</para>
/// </remarks>
public sealed class RMSprop : Optimizer
{
    float _rate;
    float _oneLessRho;
    float _momentum;
    float _epsilon;

    /// <summary>RMSprop.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
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

    /// <summary>What keeps the division finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "RMSprop.Epsilon"); } = 1e-7;

    /// <inheritdoc/>
    protected internal override int Slots => Momentum > 0 ? 2 : 1;

    /// <inheritdoc/>
    protected internal override void BeginStep()
    {
        _rate = (float)DecayedLearningRate;
        _oneLessRho = (float)(1 - Rho);
        _momentum = (float)Momentum;
        _epsilon = (float)Epsilon;
    }

    /// <inheritdoc/>
    protected internal override void Update(in ParameterUpdate update)
    {
        if (Slots == 1)
        {
            Descend(update);
        }
        else
        {
            Roll(update);
        }
    }

    void Descend(in ParameterUpdate update)
    {
        Span<float> weights = update.Weights, squares = update.Slot(0);
        ReadOnlySpan<float> gradient = update.Gradient;
        for (int i = 0; i < weights.Length; i++)
        {
            float g = gradient[i];
            squares[i] += ((g * g) - squares[i]) * _oneLessRho;
            weights[i] -= _rate * g / (MathF.Sqrt(squares[i]) + _epsilon);
        }
    }

    void Roll(in ParameterUpdate update)
    {
        Span<float> weights = update.Weights, squares = update.Slot(0), velocity = update.Slot(1);
        ReadOnlySpan<float> gradient = update.Gradient;
        for (int i = 0; i < weights.Length; i++)
        {
            float g = gradient[i];
            squares[i] += ((g * g) - squares[i]) * _oneLessRho;
            velocity[i] = (velocity[i] * _momentum) + (_rate * g / MathF.Sqrt(squares[i] + _epsilon));
            weights[i] -= velocity[i];
        }
    }
}
