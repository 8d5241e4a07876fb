using Krill.Kernels;

namespace Krill.Initializers;

/// <summary>
/// Numbers spread evenly over [-limit, limit), limit = √(6 / fan in).
/// Source: Keras's HeUniform; He et al., "Delving Deep into Rectifiers", 2015.
/// </summary>
/// <remarks>The fan is how many inputs an output has; the window of a convolution multiplies it.</remarks>
public sealed class HeUniform : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        (double fanIn, _) = Fans(shape);
        float limit = (float)Math.Sqrt(6 / Math.Max(fanIn, 1));
        RandomFill.Uniform(values, seed, stream: 0, -limit, limit);
    }
}
