namespace Krill.Initializers;

/// <summary>0 everywhere. Source: Keras's Zeros.</summary>
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed) => values.Clear();
}
