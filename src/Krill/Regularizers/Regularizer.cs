namespace Krill.Regularizers;

/// <summary>
/// A penalty on the size of a parameter, added to the loss: l1 · Σ|w| + l2 · Σw². Source: Keras's L1, L2 and L1L2.
/// </summary>
public sealed class Regularizer
{
    /// <summary>The weight of Σ|w|; 0 (default) or greater.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public float L1 { get; init => field = Require.AtLeast(value, 0, "Regularizer.L1"); }

    /// <summary>The weight of Σw²; 0 (default) or greater.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public float L2 { get; init => field = Require.AtLeast(value, 0, "Regularizer.L2"); }
}
