using Krill.Kernels;

namespace Krill.Initializers;

/// <summary>
/// Numbers spread evenly over [-limit, limit), limit = √(6 / (fan in + fan out)).
/// Source: Keras's GlorotUniform; Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks", 2010.
/// </summary>
/// <remarks>The fans are how many inputs an output has, and how many outputs an input has; the window of a convolution multiplies both.</remarks>
public sealed class GlorotUniform : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        (double fanIn, double fanOut) = Fans(shape);
        float limit = (float)Math.Sqrt(6 / Math.Max(fanIn + fanOut, 2));
        RandomFill.Uniform(values, seed, stream: 0, -limit, limit);
    }
}
