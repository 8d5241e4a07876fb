namespace Krill.Initializers;

/// <summary>1 everywhere. Source: Keras's Ones.</summary>
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed) => values.Fill(1);
}
