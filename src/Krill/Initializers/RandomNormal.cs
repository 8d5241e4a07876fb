using Krill.Kernels;

namespace Krill.Initializers;

/// <summary>Normally distributed numbers, not cut. Source: Keras's RandomNormal.</summary>
public sealed class RandomNormal : Initializer
{
    /// <summary>Normally distributed numbers.</summary>
    /// <param name="mean">Their mean; finite, 0 by default.</param>
    /// <param name="standardDeviation">Their standard deviation; 0 or more, 0.05 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite, or the deviation negative.</exception>
    public RandomNormal(float mean = 0, float standardDeviation = 0.05f)
    {
        Mean = Require.Finite(mean, nameof(RandomNormal), "mean", nameof(mean));
        StandardDeviation = Require.NonNegative(standardDeviation, nameof(RandomNormal), "standard deviation", nameof(standardDeviation));
    }

    /// <summary>The mean.</summary>
    public float Mean { get; }

    /// <summary>The standard deviation.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed) => RandomFill.Normal(values, seed, stream: 0, Mean, StandardDeviation);
}
