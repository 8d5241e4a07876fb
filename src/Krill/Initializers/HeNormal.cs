namespace Krill.Initializers;

/// <summary>
/// Normally distributed numbers around 0 of standard deviation √(2 / fan in), those farther than two deviations of the uncut
/// distribution drawn again; that distribution is as much wider as makes up for the cut.
/// Source: Keras's HeNormal; He et al., "Delving Deep into Rectifiers", 2015.
/// </summary>
/// <remarks>The fan is how many inputs an output has; the window of a convolution multiplies it.</remarks>
public sealed class HeNormal : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        (double fanIn, _) = Fans(shape);
        TruncatedNormal.Fill(values, seed, Math.Sqrt(2 / Math.Max(fanIn, 1)));
    }
}
