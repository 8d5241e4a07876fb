namespace Krill.Regularizers;

/// <summary>
/// A penalty on the size of a parameter, added to the loss: l1 · Σ|w| + l2 · Σw². Source: Keras's L1, L2 and L1L2.
/// </summary>
public sealed class Regularizer
{
    /// <summary>The weight of Σ|w|; 0 (default) or greater.</summary>
    public float L1 { get; init => field = RequireNonNegative(value); }

    /// <summary>The weight of Σw²; 0 (default) or greater.</summary>
    public float L2 { get; init => field = RequireNonNegative(value); }

    static float RequireNonNegative(float value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
