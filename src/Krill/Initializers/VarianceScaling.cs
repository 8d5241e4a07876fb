using Krill.Kernels;

namespace Krill.Initializers;

/// <summary>
/// Numbers spread evenly over [-limit, limit), limit = √(3 · scale / fan in): their variance is scale / fan in. A scale of 1/3 is what PyTorch's convolutions and
/// dense layers start with, 1 is LeCun's, 2 He's. Source: Keras's VarianceScaling of mode fan_in and distribution uniform.
/// </summary>
public sealed class VarianceScaling : Initializer
{
    /// <summary>Numbers of a variance.</summary>
    /// <param name="scale">The variance times the fan in, greater than 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public VarianceScaling(float scale = 1)
    {
        Scale = Require.Positive(scale, "VarianceScaling.Scale");
    }

    /// <summary>The variance times the fan in.</summary>
    public float Scale { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        (double fanIn, _) = Fans(shape);
        float limit = (float)Math.Sqrt(3 * Scale / Math.Max(fanIn, 1));
        RandomFill.Uniform(values, seed, stream: 0, -limit, limit);
    }
}
