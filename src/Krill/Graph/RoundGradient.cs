namespace Krill;

/// <summary>What rounding hands back to what is before it.</summary>
public enum RoundGradient
{
    /// <summary>0, as the mathematics (and TensorFlow) have it: nothing before the rounding learns.</summary>
    Zero,

    /// <summary>
    /// The gradient unchanged, as if nothing had been rounded: the straight-through estimator. Source: Bengio, Léonard and Courville, "Estimating or
    /// Propagating Gradients Through Stochastic Neurons for Conditional Computation", 2013.
    /// </summary>
    StraightThrough,
}
