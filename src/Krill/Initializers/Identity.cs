namespace Krill.Initializers;

/// <summary>
/// gain where input channel and output channel are the same, else 0: a dense layer of it hands its input on. A convolution does so too, as its kernel is
/// the identity at the window's centre and 0 around it. Source: Keras's Identity, which knows matrices only; for kernels PyTorch's dirac_.
/// </summary>
public sealed class Identity : Initializer
{
    /// <summary>An identity.</summary>
    /// <param name="gain">What its ones are multiplied by; finite, 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public Identity(float gain = 1)
    {
        Gain = Require.Finite(gain, nameof(Identity), "gain", nameof(gain));
    }

    /// <summary>What the ones are multiplied by.</summary>
    public float Gain { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape has less than two axes.</exception>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rank < 2)
        {
            throw new ArgumentException($"Identity: received a parameter of shape {shape}; expected at least the axes of input and output channels. Ones fits vectors.", nameof(shape));
        }

        // "Same" puts an even window's odd pixel behind, so that its centre is the one before the middle.
        int center = 0;
        for (int axis = 0; axis < shape.Rank - 2; axis++)
        {
            center = (center * shape[axis]) + ((shape[axis] - 1) / 2);
        }

        values.Clear();
        Span<float> matrix = values.Slice(center * shape[^2] * shape[^1], shape[^2] * shape[^1]);
        for (int i = 0; i < Math.Min(shape[^2], shape[^1]); i++)
        {
            matrix[(i * shape[^1]) + i] = Gain;
        }
    }
}
