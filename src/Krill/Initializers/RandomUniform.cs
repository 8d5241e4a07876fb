using Krill.Kernels;

namespace Krill.Initializers;

/// <summary>Numbers spread evenly over [minimum, maximum). Source: Keras's RandomUniform.</summary>
public sealed class RandomUniform : Initializer
{
    /// <summary>Numbers spread evenly over a range.</summary>
    /// <param name="minimum">The least; finite, -0.05 by default.</param>
    /// <param name="maximum">The bound above; finite, not less than the least, 0.05 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public RandomUniform(float minimum = -0.05f, float maximum = 0.05f)
    {
        Minimum = Require.Finite(minimum, nameof(RandomUniform), "minimum", nameof(minimum));
        Maximum = Require.Finite(maximum, nameof(RandomUniform), "maximum", nameof(maximum));
        Require.Ordered(minimum, maximum, nameof(RandomUniform), nameof(maximum));
    }

    /// <summary>The least number.</summary>
    public float Minimum { get; }

    /// <summary>The bound above.</summary>
    public float Maximum { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed) => RandomFill.Uniform(values, seed, stream: 0, Minimum, Maximum);
}
