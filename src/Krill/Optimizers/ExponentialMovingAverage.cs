using Krill.Callbacks;

namespace Krill.Optimizers;

/// <summary>Around any optimizer: the moving average of the weights is what is validated, saved and left at the end.</summary>
/// <remarks>
/// <para>After every <see cref="UpdateEvery"/>th step: average ← m · average + (1 - m) · w, with m the <see cref="EmaMomentum"/>; the steps themselves are as without.
/// <see cref="Warmup"/> says how it begins.</para>
/// <para>Between epochs and after the training the model has the averages (<see cref="WeightAverage"/>). Source: Keras's <c>use_ema</c> with <c>SwapEMAWeights</c>;
/// TensorFlow Addons' <c>MovingAverage</c>.</para>
/// </remarks>
public sealed class ExponentialMovingAverage : WeightAverage
{
    /// <summary>A moving average.</summary>
    /// <param name="optimizer">What takes the steps.</param>
    /// <param name="emaMomentum">How much of the average is kept, 0 to less than 1; by default 0.99.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    /// <exception cref="ArgumentException">The optimizer averages weights itself.</exception>
    public ExponentialMovingAverage(Optimizer optimizer, double emaMomentum = 0.99)
        : base(optimizer)
    {
        EmaMomentum = Require.Below(emaMomentum, 0, 1, "ExponentialMovingAverage, emaMomentum");
    }

    /// <summary>How much of the average is kept.</summary>
    public double EmaMomentum { get; }

    /// <summary>After how many steps the average changes, at least 1; by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int UpdateEvery { get; init => field = Require.AtLeast(value, 1, "ExponentialMovingAverage.UpdateEvery"); } = 1;

    /// <summary>How it begins; by default FirstWeights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such way.</exception>
    public EmaWarmup Warmup { get; init => field = Require.Defined(value, "ExponentialMovingAverage.Warmup"); }

    /// <summary>The momentum over time, 0 to 1, in place of the constant one; none by default.</summary>
    public Schedule? MomentumSchedule { get; init; }

    /// <inheritdoc/>
    internal override bool SetsWeights => false;

    /// <inheritdoc/>
    private protected override int Period => UpdateEvery;

    /// <inheritdoc/>
    private protected override double ShareOf(long number)
    {
        double momentum = MomentumSchedule is { } schedule ? Checked(schedule.At(Time), "momentum") : EmaMomentum;
        return Warmup switch
        {
            EmaWarmup.BiasCorrection => momentum < 1 ? (1 - momentum) / (1 - Math.Pow(momentum, number)) : 1.0 / number,
            EmaWarmup.Growing => 1 - Math.Min(momentum, number / (number + 9.0)),
            _ => number == 1 ? 1 : 1 - momentum,
        };
    }
}
