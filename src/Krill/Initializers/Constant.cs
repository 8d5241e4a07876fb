namespace Krill.Initializers;

/// <summary>The same number everywhere. Source: Keras's Constant.</summary>
public sealed class Constant : Initializer
{
    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public Constant(float value)
    {
        Value = Require.Finite(value, nameof(Constant), "value", nameof(value));
    }

    /// <summary>The number.</summary>
    public float Value { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, ulong seed) => values.Fill(Value);
}
