namespace Krill.Initializers;

/// <summary>
/// Normally distributed numbers around 0 of standard deviation √(2 / (fan in + fan out)), those farther than two deviations
/// of the uncut distribution drawn again; that distribution is as much wider as makes up for the cut.
/// Source: Keras's GlorotNormal; Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks", 2010.
/// </summary>
/// <remarks>The fans are how many inputs an output has, and how many outputs an input has; the window of a convolution multiplies both.</remarks>
public sealed class GlorotNormal : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        (double fanIn, double fanOut) = Fans(shape);
        TruncatedNormal.Fill(values, seed, Math.Sqrt(2 / Math.Max(fanIn + fanOut, 2)));
    }
}
